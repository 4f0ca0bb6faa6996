import { Permission, type Identity } from '../../contracts/access.ts';
import type { McpServer } from '../../contracts/mcp-servers.ts';
import type { GatewayCaller, GatewayView, McpRequestLog } from '../../domain/mcp/gateway.ts';
import type {
  McpServerRecord,
  McpServerRecordChange,
  McpServerStore,
  ServerDefinitions,
} from '../../domain/mcp/mcp-server-store.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { createGateway } from './gateway.ts';
import type { GatewayDeps } from './gateway-deps.ts';
import { createOwnServers } from './upstreams/own.ts';

/** A server in this process: what it lists, and how it answers. */
export interface FakeServer {
  tools?: JsonObject[];
  prompts?: JsonObject[];
  resources?: JsonObject[];
  resourceTemplates?: JsonObject[];
  capabilities?: JsonObject;
  call?: (params: JsonObject, exchange: Exchange) => Promise<JsonObject> | JsonObject;
  other?: (method: string, params: JsonObject) => Promise<JsonObject> | JsonObject;
  /** Rejects, or waits. */
  onAttach?: () => Promise<void>;
}

export interface RunningFake {
  readonly calls: { method: string; params: JsonObject }[];
  attached: number;
  emit(method: string, params?: JsonObject): void;
  /** Ends all connections, as a crash would. */
  crash(): void;
}

export const tool = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  description: `Does ${name}`,
  inputSchema: { type: 'object' },
  ...more,
});

export const definitionsOf = (...names: string[]): ServerDefinitions => ({
  tools: names.map((name) => tool(name)),
  resources: [],
  resourceTemplates: [],
  prompts: [],
  capabilities: { tools: {}, resources: {}, prompts: {} },
  instructions: null,
});

export const namesOf = async (view: GatewayView): Promise<unknown[]> => {
  const { tools } = await view.request('tools/list', {});
  return Array.isArray(tools) ? tools.map((each: { name: unknown }) => each.name) : [];
};

const text = (value: string): JsonObject => ({ content: [{ type: 'text', text: value }] });

export const runFake = (fake: FakeServer): RunningFake & { attach: () => Promise<Upstream> } => {
  const listeners = new Set<(method: string, params: JsonObject) => void>();
  const enders = new Set<(reason: string) => void>();
  const calls: RunningFake['calls'] = [];
  const running = {
    calls,
    attached: 0,
    emit: (method: string, params: JsonObject = {}) => {
      for (const listener of listeners) listener(method, params);
    },
    crash: () => {
      for (const end of enders) end('crashed');
    },
    attach: async (): Promise<Upstream> => {
      await fake.onAttach?.();
      running.attached += 1;
      const { promise: closed, resolve } = Promise.withResolvers<string>();
      enders.add(resolve);
      const gone = closed.then((): never => {
        throw fail('mcp_server_unavailable', { name: 'fake', reason: 'it ended' });
      });
      gone.catch(() => {});
      return {
        info: {
          protocolVersion: '2025-11-25',
          serverInfo: { name: 'fake', version: '1' },
          capabilities: fake.capabilities ?? { tools: {}, prompts: {}, resources: {} },
          instructions: null,
        },
        request: async (method, params, exchange = {}) => {
          if (!method.endsWith('/list')) calls.push({ method, params });
          return await Promise.race([answer(fake, method, params, exchange), gone]);
        },
        notify: () => {},
        listen: (listener) => {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
        closed,
        [Symbol.asyncDispose]: async () => resolve('closed'),
      };
    },
  };
  return running;
};

const answer = async (fake: FakeServer, method: string, params: JsonObject, exchange: Exchange) => {
  if (method === 'tools/list') return { tools: fake.tools ?? [] };
  if (method === 'prompts/list') return { prompts: fake.prompts ?? [] };
  if (method === 'resources/list') return { resources: fake.resources ?? [] };
  if (method === 'resources/templates/list') return { resourceTemplates: fake.resourceTemplates ?? [] };
  if (method === 'tools/call') return fake.call ? await fake.call(params, exchange) : text(String(params['name']));
  if (fake.other) return await fake.other(method, params);
  throw new RpcError(-32601, 'Method not found');
};

let created = 0;

export const recordOf = (
  name: string,
  server: Partial<McpServer> = {},
  rest: Partial<McpServerRecord> = {},
): McpServerRecord => {
  created += 1;
  const at = new Date(Date.UTC(2026, 0, 1) + created * 1000).toISOString();
  return {
    workspaceId: 'wsp_a',
    installation: 1,
    lastInstallation: 1,
    sealedSecrets: null,
    definitions: null,
    toolRules: {},
    ...rest,
    server: {
      id: `mcp_${String(created).padStart(26, '0')}`,
      name,
      title: name,
      description: null,
      source: { kind: 'npm', package: name, version: null, bin: null, args: [] },
      runtime: 'process',
      grants: { network: false },
      limits: {
        memoryMb: 64,
        cpuPercent: 100,
        processes: 8,
        openFiles: 64,
        diskMb: 8,
        callTimeoutSeconds: 60,
      },
      prefixed: true,
      sharing: 'shared',
      idleSleepSeconds: null,
      cacheSeconds: 0,
      environment: {},
      secretNames: [],
      state: 'running',
      health: 'healthy',
      cause: null,
      version: '1',
      protocolVersion: null,
      toolCount: 0,
      heldToolCount: 0,
      lastDeploymentId: null,
      lastCheckedAt: null,
      latencyMs: null,
      createdAt: at,
      updatedAt: at,
      revision: 1,
      ...server,
    },
  };
};

export const memoryStore = (records: McpServerRecord[]): McpServerStore => {
  const find = (workspaceId: string, serverId: string) =>
    records.findIndex((record) => record.workspaceId === workspaceId && record.server.id === serverId);
  const change = (record: McpServerRecord, { server, ...rest }: McpServerRecordChange): McpServerRecord => ({
    ...record,
    ...rest,
    server: { ...record.server, ...server },
  });
  return {
    insert: async (record) => void records.push(record),
    find: async (workspaceId, serverId) => records[find(workspaceId, serverId)] ?? null,
    all: async (workspaceId) => structuredClone(records.filter((record) => record.workspaceId === workspaceId)),
    change: async (workspaceId, serverId, wanted, guard) => {
      const index = find(workspaceId, serverId);
      const record = records[index];
      if (!record) return null;
      const revision = record.server.revision + (guard?.quietly ? 0 : 1);
      const changed = change(record, wanted);
      Object.assign(changed.server, { revision });
      records[index] = changed;
      return changed;
    },
    delete: async (workspaceId, serverId) => {
      const index = find(workspaceId, serverId);
      if (index >= 0) records.splice(index, 1);
      return index >= 0;
    },
    everywhere: async () => records,
  };
};

export const callerOf = (
  workspaceId = 'wsp_a',
  userId = 'usr_1',
  permissions: readonly Permission[] = Permission.options,
): GatewayCaller => {
  const identity: Identity = {
    kind: 'user',
    id: userId,
    name: userId,
    workspaceId,
    permissions: new Set(permissions),
    sessionId: null,
  };
  return {
    identity,
    token: `token-of-${userId}`,
    client: null,
    era: '2025',
    sessionKey: null,
    correlationId: 'cor_1',
    locale: 'en',
  };
};

type LogEntry = Parameters<McpRequestLog['write']>[0];

/** A gateway over fake servers by their name, with everything that a test wants to look at. */
export const fakeGateway = (
  servers: Record<string, FakeServer>,
  records: McpServerRecord[],
  more: Partial<GatewayDeps> = {},
) => {
  for (const { server, definitions } of records) {
    const fake = servers[server.name];
    if (fake && definitions) fake.tools ??= [...definitions.tools];
  }
  const running = new Map(Object.entries(servers).map(([name, fake]) => [name, runFake(fake)]));
  const store = memoryStore(records);
  const entries: LogEntry[] = [];
  const changed = new Set<(workspaceId: string) => void>();
  const gateway = createGateway({
    servers: store,
    agent: {
      attach: async (id) => {
        const name = records.find(({ server }) => server.id === id)?.server.name ?? '';
        const fake = running.get(name);
        if (!fake) throw fail('mcp_server_unavailable', { name, reason: 'it is dead' });
        return await fake.attach();
      },
    },
    ownServers: createOwnServers({ origin: 'http://127.0.0.1:9' }),
    log: { write: (entry) => void entries.push(entry) },
    openSecrets: () => ({}),
    fetch,
    onServersChanged: (listener) => {
      changed.add(listener);
      return () => void changed.delete(listener);
    },
    ...more,
  });
  return {
    gateway,
    store,
    records,
    entries,
    fake: (name: string): RunningFake => {
      const found = running.get(name);
      if (!found) throw new Error(`no fake ${name}`);
      return found;
    },
    /** As an event from whoever changed a server would. */
    announce: (workspaceId = 'wsp_a') => {
      for (const listener of changed) listener(workspaceId);
    },
  };
};
