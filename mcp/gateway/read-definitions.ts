import { isObject } from '../../contracts/kernel/is-object.ts';
import type { ServerDefinitions } from '../../domain/mcp/mcp-server-store.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';

const maxPages = 100;
const maxItems = 10_000;

/** Asks a server for all it has, by its capabilities. Raw definitions; a list that it does not know is empty. */
export const readDefinitions = async (upstream: Upstream, signal?: AbortSignal): Promise<ServerDefinitions> => {
  const { capabilities, instructions } = upstream.info;
  const list = async (capability: string, method: string, member: string) =>
    capability in capabilities ? await readList(upstream, method, member, signal) : [];
  const [tools, resources, resourceTemplates, prompts] = await Promise.all([
    list('tools', 'tools/list', 'tools'),
    list('resources', 'resources/list', 'resources'),
    list('resources', 'resources/templates/list', 'resourceTemplates'),
    list('prompts', 'prompts/list', 'prompts'),
  ]);
  return { tools, resources, resourceTemplates, prompts, capabilities, instructions };
};

const readList = async (
  upstream: Upstream,
  method: string,
  member: string,
  signal: AbortSignal | undefined,
): Promise<JsonObject[]> => {
  const items: JsonObject[] = [];
  let cursor: unknown;
  for (let page = 0; page < maxPages && items.length < maxItems; page += 1) {
    const params = cursor === undefined ? {} : { cursor };
    const result = await upstream.request(method, params, signal && { signal }).catch(orNone);
    const part = result[member];
    if (Array.isArray(part)) items.push(...part.filter(isObject));
    if (typeof result['nextCursor'] !== 'string' || result['nextCursor'] === cursor) break;
    cursor = result['nextCursor'];
  }
  return items;
};

/** "Method not found": servers claim more than they have, templates above all. */
const orNone = (error: unknown): JsonObject => {
  if (error instanceof RpcError && error.code === -32601) return {};
  throw error;
};
