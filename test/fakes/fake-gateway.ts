import { fail } from '../../contracts/kernel/fail.ts';
import type { McpTool } from '../../contracts/mcp-servers.ts';
import type { Gateway, GatewayCaller } from '../../domain/mcp/gateway.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject } from '../../domain/mcp/upstream.ts';
import { newId } from '../../domain/new-id.ts';

export type FakeTool = (given: JsonObject, exchange: Exchange, caller: GatewayCaller) => Promise<JsonObject>;

export interface FakeGateway extends Gateway {
  readonly calls: { tool: string; arguments: unknown; caller: GatewayCaller }[];
}

const toolNamed = (name: string, annotations: JsonObject | null): McpTool => ({
  name,
  serverId: 'mcp_00000000000000000000000000',
  serverName: name.split('__')[0] ?? name,
  originalName: name.split('__').at(-1) ?? name,
  title: null,
  description: `What ${name} does`,
  inputSchema: { type: 'object' },
  outputSchema: null,
  annotations,
  hidden: false,
  state: 'approved',
  reason: null,
  approvedHash: null,
  currentHash: newId('hash'),
});

/** A gateway whose tools are functions. */
export const createFakeGateway = (
  tools: Readonly<Record<string, FakeTool>>,
  annotations: Readonly<Record<string, JsonObject>> = {},
): FakeGateway => {
  const calls: FakeGateway['calls'] = [];
  const known = Object.keys(tools).map((name) => toolNamed(name, annotations[name] ?? null));
  const call = async (caller: GatewayCaller, params: JsonObject, exchange: Exchange): Promise<JsonObject> => {
    const name = String(params.name);
    const tool = tools[name];
    if (!tool) throw fail('mcp_tool_not_found', { tool: name });
    const given = typeof params.arguments === 'object' && params.arguments !== null ? { ...params.arguments } : {};
    calls.push({ tool: name, arguments: given, caller });
    return await tool(given, exchange, caller);
  };
  return {
    calls,
    open: (caller) => ({
      describe: async () => ({ capabilities: { tools: {} }, instructions: null }),
      tools: async () => known,
      listen: () => () => undefined,
      request: async (method, params, exchange = {}) => {
        if (method === 'tools/call') return await call(caller, params, exchange);
        if (params.uri === 'a://gone') throw new RpcError(-32_602, 'Resource not found', { uri: params.uri });
        if (method === 'resources/read') return { contents: [{ uri: params.uri, text: 'hello' }] };
        if (method === 'resources/list' && params.cursor === undefined)
          return { resources: [{ uri: 'b://2', name: 'two' }], nextCursor: 'more' };
        if (method === 'resources/list') return { resources: [{ uri: 'a://1', name: 'one' }] };
        throw fail('not_found');
      },
    }),
    [Symbol.asyncDispose]: async () => undefined,
  };
};
