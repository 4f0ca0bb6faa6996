import type { ServerResponse } from 'node:http';
import { isObject } from '../../../../contracts/kernel/is-object.ts';
import { fail } from '../../../../contracts/kernel/fail.ts';
import type { GatewayView } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import type { EdgeParts } from '../edge-parts.ts';
import { openEventStream } from '../event-stream.ts';
import { notificationMessage, resultMessage, rpcCodes, type RpcRequest } from '../json-rpc.ts';
import { serverInfoMeta } from './stamp-result.ts';

const subscriptionMeta = 'io.modelcontextprotocol/subscriptionId';

/** What a client asked to hear of, narrowed to what the servers can say. */
interface Filter {
  readonly toolsListChanged?: true;
  readonly promptsListChanged?: true;
  readonly resourcesListChanged?: true;
  readonly resourceSubscriptions?: readonly string[];
}

/** `subscriptions/listen`: one stream of change notifications until either side ends it. */
export interface Subscriptions extends Disposable {
  /** Fails with -32602 for a filter that cannot be read, and when the caller has too many streams. */
  listen(request: RpcRequest, view: GatewayView, response: ServerResponse, owner: string): Promise<void>;
  readonly size: number;
}

export const createSubscriptions = ({
  limits,
  serverInfo,
}: Pick<EdgeParts, 'limits' | 'serverInfo'>): Subscriptions => {
  const open = new Map<() => void, string>();
  return {
    listen: async (request, view, response, owner) => {
      const wanted = request.params['notifications'];
      if (!isObject(wanted)) throw new RpcError(rpcCodes.invalidParams, 'notifications is missing.');
      if ([...open.values()].filter((other) => other === owner).length >= limits.listensPerCaller)
        throw fail('rate_limited', { retryAfterSeconds: 1 });
      const filter = honoured(wanted, (await view.describe()).capabilities);
      const uris = filter.resourceSubscriptions ?? [];
      await Promise.all(uris.map((uri) => view.request('resources/subscribe', { uri })));
      const stop = view.listen((method, params) => {
        if (accepts(filter, method, params)) tell(method, params);
      });
      const leave = (): void => {
        open.delete(end);
        stop();
        for (const uri of uris) view.request('resources/unsubscribe', { uri }).catch(() => undefined);
      };
      const stream = openEventStream(response, {}, leave);
      const meta = { [subscriptionMeta]: request.id };
      const tell = (method: string, params: JsonObject): void =>
        stream.send(notificationMessage(method, { ...params, _meta: { ...Object(params['_meta']), ...meta } }));
      const end = (): void => {
        const result = { resultType: 'complete', _meta: { ...meta, [serverInfoMeta]: serverInfo } };
        stream.send(resultMessage(request.id, result));
        stream.end();
      };
      tell('notifications/subscriptions/acknowledged', { notifications: filter });
      if (Object.keys(filter).length === 0) end();
      else open.set(end, owner);
    },
    get size() {
      return open.size;
    },
    [Symbol.dispose]: () => {
      for (const end of open.keys()) end();
    },
  };
};

const honoured = (wanted: JsonObject, capabilities: JsonObject): Filter => {
  const can = (group: string, what: string): boolean => Object(capabilities[group])[what] === true;
  const uris: unknown = wanted['resourceSubscriptions'];
  const list = Array.isArray(uris) ? uris.filter((uri): uri is string => typeof uri === 'string').slice(0, 1_000) : [];
  return {
    ...(wanted['toolsListChanged'] === true && can('tools', 'listChanged') && { toolsListChanged: true }),
    ...(wanted['promptsListChanged'] === true && can('prompts', 'listChanged') && { promptsListChanged: true }),
    ...(wanted['resourcesListChanged'] === true && can('resources', 'listChanged') && { resourcesListChanged: true }),
    ...(list.length > 0 && can('resources', 'subscribe') && { resourceSubscriptions: list }),
  };
};

const accepts = (filter: Filter, method: string, params: JsonObject): boolean => {
  if (method === 'notifications/tools/list_changed') return filter.toolsListChanged === true;
  if (method === 'notifications/prompts/list_changed') return filter.promptsListChanged === true;
  if (method === 'notifications/resources/list_changed') return filter.resourcesListChanged === true;
  const uri = params['uri'];
  return (
    method === 'notifications/resources/updated' &&
    typeof uri === 'string' &&
    (filter.resourceSubscriptions?.includes(uri) ?? false)
  );
};
