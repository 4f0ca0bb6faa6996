import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import type { ViewRequest } from './gateway-view.ts';
import { pageOfList } from './page-of-list.ts';
import { invalidParams } from './route-request.ts';
import type { ServedServer } from './served-server.ts';

/** Templates make any number of addresses; each is remembered for as long as its client is there. */
const maxSubscriptions = 1_000;

export const serveResources = {
  'resources/list': ({ parts: { limits }, index, params }: ViewRequest): JsonObject => {
    const { items, nextCursor } = pageOfList(index.resources.resources, params, limits.pageSize);
    return { resources: items, ...(nextCursor !== undefined && { nextCursor }) };
  },
  'resources/templates/list': ({ parts: { limits }, index, params }: ViewRequest): JsonObject => {
    const { items, nextCursor } = pageOfList(index.resources.templates, params, limits.pageSize);
    return { resourceTemplates: items, ...(nextCursor !== undefined && { nextCursor }) };
  },
  'resources/read': async (request: ViewRequest): Promise<JsonObject> => await forward(request, 'resources/read'),
  'resources/subscribe': async (request: ViewRequest): Promise<JsonObject> => {
    if (request.state.subscriptions.size >= maxSubscriptions)
      throw new RpcError(-32_600, `One client may subscribe to ${maxSubscriptions} resources`);
    const result = await forward(request, 'resources/subscribe');
    request.state.subscriptions.add(subscriptionKey(request));
    return result;
  },
  'resources/unsubscribe': async (request: ViewRequest): Promise<JsonObject> => {
    const { state, parts } = request;
    const { uri } = request.params;
    state.subscriptions.delete(subscriptionKey(request));
    // Others may still wait for the same resource on the same connection.
    const server = serverOf(request);
    return parts.listeners.subscribedUris(server.id).includes(String(uri))
      ? {}
      : await forward(request, 'resources/unsubscribe');
  },
};

const forward = async (request: ViewRequest, method: string): Promise<JsonObject> => {
  const { parts, caller, params, exchange, trace } = request;
  const server = serverOf(request);
  trace.serverName = server.name;
  const { result, bytes } = await parts.route(caller, { server, method, params, exchange, repeatable: true });
  trace.responseBytes = bytes;
  return result;
};

const serverOf = ({ index, params: { uri } }: ViewRequest): ServedServer => {
  const server = typeof uri === 'string' ? index.resources.serverOf(uri) : null;
  if (!server) throw invalidParams('Resource not found', { uri });
  return server;
};

const subscriptionKey = (request: ViewRequest): string => `${serverOf(request).id} ${String(request.params['uri'])}`;
