import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';

export const serverInfoMeta = 'io.modelcontextprotocol/serverInfo';

const cacheable = new Set([
  'server/discover',
  'tools/list',
  'prompts/list',
  'resources/list',
  'resources/templates/list',
  'resources/read',
]);

/**
 * Adds what every result of 2026-07-28 has: its type, who answers, and for lists and reads how long it may be reused.
 * A server that said so itself keeps its word; of one that did not, nothing may be reused.
 */
export const stampResult = (method: string, result: JsonObject, serverInfo: JsonObject): JsonObject => {
  const meta = isObject(result['_meta']) ? result['_meta'] : {};
  const { resultType = 'complete' } = result;
  return {
    ...(method === 'tools/list' ? withoutExecution(result) : result),
    resultType,
    ...(cacheable.has(method) && {
      ttlMs: isTtl(result['ttlMs']) ? result['ttlMs'] : 0,
      cacheScope: result['cacheScope'] === 'public' ? 'public' : 'private',
    }),
    _meta: { ...meta, [serverInfoMeta]: serverInfo },
  };
};

/** How a tool runs as a task is no field of a tool any more: the extension lets the server decide per call. */
const withoutExecution = (result: JsonObject): JsonObject =>
  Array.isArray(result['tools'])
    ? { ...result, tools: result['tools'].map(({ execution: _of2025, ...tool }: JsonObject) => tool) }
    : result;

const isTtl = (value: unknown): boolean => typeof value === 'number' && Number.isInteger(value) && value >= 0;
