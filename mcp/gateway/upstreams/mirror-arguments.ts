import { isObject } from '../../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../../domain/mcp/upstream.ts';
import { headerDeclarations, paramHeaders, type HeaderDeclaration } from '../param-headers.ts';

/** Repeats arguments as headers for servers of 2026-07-28 whose tools want it (SEP-2243). */
export interface ArgumentMirror {
  /** The headers of a call, once its tool was listed. */
  headersOf(method: string, params: JsonObject): Record<string, string>;
  /** Remembers what listed tools want, and leaves out those whose wish is invalid. */
  listed(method: string, result: JsonObject): JsonObject;
}

export const createArgumentMirror = (): ArgumentMirror => {
  const wanted = new Map<string, readonly HeaderDeclaration[]>();
  const isUsable = (tool: unknown): boolean => {
    if (!isObject(tool) || typeof tool['name'] !== 'string') return true;
    const declarations = headerDeclarations(isObject(tool['inputSchema']) ? tool['inputSchema'] : {});
    if (declarations && declarations.length > 0) wanted.set(tool['name'], declarations);
    else wanted.delete(tool['name']);
    return declarations !== null;
  };
  return {
    headersOf: (method, { name, arguments: given }) => {
      const declarations = method === 'tools/call' && typeof name === 'string' ? wanted.get(name) : undefined;
      return declarations ? paramHeaders(declarations, isObject(given) ? given : {}) : {};
    },
    listed: (method, result) => {
      const { tools } = result;
      return method === 'tools/list' && Array.isArray(tools) ? { ...result, tools: tools.filter(isUsable) } : result;
    },
  };
};
