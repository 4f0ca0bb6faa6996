import { isObject } from '../../contracts/kernel/is-object.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import type { ViewRequest } from './gateway-view.ts';
import { pageOfList } from './page-of-list.ts';
import { invalidParams } from './route-request.ts';
import type { IndexedPrompt, ServerIndex } from './server-index.ts';
import type { ServedServer } from './served-server.ts';

export const servePrompts = {
  'prompts/list': ({ parts: { limits }, index, params }: ViewRequest): JsonObject => {
    const all = index.prompts.map(({ listed }) => listed);
    const { items, nextCursor } = pageOfList(all, params, limits.pageSize);
    return { prompts: items, ...(nextCursor !== undefined && { nextCursor }) };
  },
  'prompts/get': async (request: ViewRequest): Promise<JsonObject> => {
    const { server, originalName } = promptOf(request.index, request.params['name']);
    return await forward(request, server, 'prompts/get', { ...request.params, name: originalName });
  },
  /** A server without completions has nothing to suggest; that is no error of the caller. */
  'completion/complete': async (request: ViewRequest): Promise<JsonObject> => {
    const { server, ref } = referred(request.index, request.params['ref']);
    if (!('completions' in server.definitions.capabilities)) return { completion: { values: [] } };
    return await forward(request, server, 'completion/complete', { ...request.params, ref });
  },
};

const promptOf = ({ promptByName }: ServerIndex, name: unknown): IndexedPrompt => {
  const prompt = typeof name === 'string' ? promptByName.get(name) : undefined;
  if (!prompt) throw invalidParams('Prompt not found', { name });
  return prompt;
};

const referred = (index: ServerIndex, ref: unknown): { server: ServedServer; ref: JsonObject } => {
  if (!isObject(ref)) throw invalidParams('A reference is needed');
  if (ref['type'] === 'ref/prompt') {
    const { server, originalName } = promptOf(index, ref['name']);
    return { server, ref: { ...ref, name: originalName } };
  }
  const server = typeof ref['uri'] === 'string' ? index.resources.serverOf(ref['uri']) : null;
  if (!server) throw invalidParams('Resource not found', { uri: ref['uri'] });
  return { server, ref };
};

const forward = async (
  { parts, caller, exchange, trace }: ViewRequest,
  server: ServedServer,
  method: string,
  params: JsonObject,
): Promise<JsonObject> => {
  trace.serverName = server.name;
  const { result, bytes } = await parts.route(caller, { server, method, params, exchange, repeatable: true });
  trace.responseBytes = bytes;
  return result;
};
