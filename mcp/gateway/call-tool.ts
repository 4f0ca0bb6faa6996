import { fail } from '../../contracts/kernel/fail.ts';
import { canonicalJson } from '../../domain/mcp/canonical-json.ts';
import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import type { Exchange, JsonObject } from '../../domain/mcp/upstream.ts';
import type { ResultCache } from './result-cache.ts';
import type { Route } from './route-request.ts';
import type { IndexedTool, ServerIndex } from './server-index.ts';

export interface CallToolDeps {
  readonly route: Route;
  readonly cache: ResultCache;
  readonly takeCall?: ((caller: GatewayCaller, server: string, tool: string) => Promise<void>) | undefined;
}

export type CallTool = (
  caller: GatewayCaller,
  tool: IndexedTool,
  params: JsonObject,
  exchange?: Exchange,
) => Promise<{ result: JsonObject; bytes: number }>;

/**
 * Calls a tool where it lives. Arguments go to the server unchecked: it checks them itself, and compiling schemas of strangers
 * would hand them the time and memory of this process.
 */
export const createCallTool =
  ({ route, cache, takeCall }: CallToolDeps): CallTool =>
  async (caller, tool, params, exchange) => {
    const { server, examined } = tool;
    await takeCall?.(caller, server.name, examined.name);
    const key = cacheKey(caller, tool, params);
    const known = key === null ? null : cache.get(key);
    if (known) return { result: known, bytes: 0 };
    const answer = await route(caller, {
      server,
      method: 'tools/call',
      params: { ...params, name: examined.name },
      exchange,
      repeatable: tool.repeatable,
    });
    if (key !== null && answer.result['isError'] !== true && !('task' in answer.result))
      cache.set(key, answer.result, answer.bytes, (server.record?.server.cacheSeconds ?? 0) * 1000);
    return answer;
  };

/** Whoever asks is part of the key: an answer may depend on the caller in ways that nobody declared. */
const cacheKey = ({ identity, sessionKey }: GatewayCaller, tool: IndexedTool, params: JsonObject): string | null => {
  const { record } = tool.server;
  if (!record || !tool.readOnly || record.server.cacheSeconds === 0) return null;
  const { id, sharing } = record.server;
  const session = sharing === 'session' ? sessionKey : null;
  const who = [record.workspaceId, identity.kind, identity.id, session, id, record.installation, tool.examined.hash];
  return `${JSON.stringify(who)} ${canonicalJson(params['arguments'] ?? {})}`;
};

/** The tool behind a name. Fails with `mcp_tool_not_found`, or with `mcp_tool_held` until its definition is approved. */
export const findTool = ({ toolByName }: ServerIndex, name: string): IndexedTool => {
  const tool = toolByName.get(name);
  if (!tool || tool.hidden || tool.state === 'quarantined') throw fail('mcp_tool_not_found', { tool: name });
  if (tool.state === 'held') throw fail('mcp_tool_held', { tool: name });
  return tool;
};
