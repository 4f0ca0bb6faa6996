import { fail } from '../../contracts/kernel/fail.ts';
import type { McpTool } from '../../contracts/mcp-servers.ts';
import type { GatewayCaller, GatewayView, McpRequestLog, ViewOptions } from '../../domain/mcp/gateway.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject } from '../../domain/mcp/upstream.ts';
import type { CallTool } from './call-tool.ts';
import type { GatewayLimits } from './gateway-deps.ts';
import { describeServers } from './describe-servers.ts';
import { listedFor } from './listed-for.ts';
import type { Listeners } from './listeners.ts';
import { logged, type Trace } from './logged.ts';
import type { Route } from './route-request.ts';
import type { ServerIndex } from './server-index.ts';
import { serveTools } from './serve-tools.ts';
import { serveResources } from './serve-resources.ts';
import { servePrompts } from './serve-prompts.ts';
import { toMcpTool } from './to-mcp-tool.ts';
import type { Scope, Workspaces } from './workspaces.ts';

export interface ViewParts {
  readonly workspaces: Workspaces;
  readonly listeners: Listeners;
  readonly route: Route;
  readonly callTool: CallTool;
  readonly log: McpRequestLog;
  readonly limits: GatewayLimits;
}

/** What a view keeps for as long as its session lasts. */
export interface ViewState {
  readonly subscriptions: Set<string>;
  level: string | null;
}

/** One request with all that serving it needs. */
export interface ViewRequest {
  readonly parts: ViewParts;
  readonly caller: GatewayCaller;
  readonly index: ServerIndex;
  readonly alone: boolean;
  readonly searchOnly: boolean;
  readonly state: ViewState;
  readonly params: JsonObject;
  readonly exchange: Exchange | undefined;
  readonly trace: Trace;
}

type Serve = (request: ViewRequest) => Promise<JsonObject> | JsonObject;

const serving: Readonly<Record<string, Serve>> = {
  ping: () => ({}),
  ...serveTools,
  ...serveResources,
  ...servePrompts,
  'logging/setLevel': (request) => setLevel(request),
};

export const createGatewayView = (parts: ViewParts, caller: GatewayCaller, options: ViewOptions = {}): GatewayView => {
  const { workspaceId } = caller.identity;
  const scope = scopeOf(caller, options.server);
  const state: ViewState = { subscriptions: new Set(), level: null };

  const indexNow = async (): Promise<ServerIndex> => {
    const snapshot = await parts.workspaces.get(workspaceId);
    const index = scope && snapshot.index(scope);
    // Without the right to use them, servers of others are not there.
    const first = index?.servers[0];
    if (!index || (options.server !== undefined && first?.record && !mayUse(caller)))
      throw fail('mcp_server_not_found', { name: options.server });
    return index;
  };

  return {
    describe: async () => describeServers(await indexNow(), scope.kind === 'one'),
    request: (method, params, exchange) =>
      logged(parts.log, caller, method, params, async (trace) => {
        const serve = Object.hasOwn(serving, method) ? serving[method] : undefined;
        if (!serve) throw new RpcError(-32601, 'Method not found');
        const index = await indexNow();
        const alone = scope.kind === 'one';
        const searchOnly = options.tools === 'search' && !alone;
        return await serve({ parts, caller, index, alone, searchOnly, state, params, exchange, trace });
      }),
    tools: async ({ all = false } = {}): Promise<McpTool[]> => {
      const index = await indexNow();
      return (all ? index.tools : index.listedTools.filter(listedFor(caller))).map(toMcpTool);
    },
    listen: (notify) => {
      const listener = {
        workspaceId,
        scope,
        sessionKey: caller.sessionKey,
        notify,
        subscriptions: state.subscriptions,
        level: () => state.level,
      };
      const stop = parts.listeners.add(listener, parts.workspaces.peek(workspaceId)?.index(scope) ?? null);
      return () => {
        stop();
        state.subscriptions.clear();
      };
    },
  };
};

const mayUse = ({ identity }: GatewayCaller): boolean => identity.permissions.has('mcp-tools:use');

const scopeOf = (caller: GatewayCaller, server: string | undefined): Scope => {
  if (server !== undefined) return { kind: 'one', name: server };
  return { kind: mayUse(caller) ? 'all' : 'own' };
};

const levels: readonly unknown[] = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

/** Kept for this view; a server of its own hears of it too, as nobody else is on that connection's other end. */
const setLevel = async ({ parts, caller, index, alone, state, params, exchange }: ViewRequest): Promise<JsonObject> => {
  const { level } = params;
  if (typeof level !== 'string' || !levels.includes(level)) throw new RpcError(-32602, 'Unknown level');
  state.level = level;
  const [server] = index.servers;
  if (alone && server && 'logging' in server.definitions.capabilities)
    await parts.route(caller, { server, method: 'logging/setLevel', params, exchange, repeatable: true });
  return {};
};
