import type { ServerResponse } from 'node:http';
import type { GatewayCaller, GatewayView } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject } from '../../../../domain/mcp/upstream.ts';
import type { EdgeCaller, EdgeParts } from '../edge-parts.ts';
import { forwardedParams, progressTokenOf } from '../forwarded-params.ts';
import {
  errorMessage,
  isObject,
  notificationMessage,
  resultMessage,
  rpcCodes,
  type RpcId,
  type RpcMessage,
  type RpcRequest,
} from '../json-rpc.ts';
import { isLogLevel, reaches } from '../log-level.ts';
import { toRpcError } from '../to-rpc-error.ts';
import { createClientRequests } from './client-requests.ts';
import { createSessionStreams } from './session-streams.ts';

/** What the client said of itself in `initialize`. */
export interface LegacyClient {
  readonly protocolVersion: string;
  readonly capabilities: JsonObject;
  /** Name and version. */
  readonly name: string | null;
}

export interface LegacySession {
  readonly id: string;
  readonly owner: string;
  readonly workspaceId: string;
  readonly client: LegacyClient;
  /** When it was last used, in milliseconds; now, while something of it is open. */
  readonly lastUsedMs: number;
  serve(message: RpcMessage, response: ServerResponse, acceptsStream: boolean, caller: EdgeCaller): void;
  listen(response: ServerResponse, lastEventId: string | undefined, caller: EdgeCaller): boolean;
  end(): void;
}

/** Answers methods that come with tasks; null for any other. */
export type LegacyTaskMethods = (
  request: RpcRequest,
  caller: GatewayCaller,
  server: string | undefined,
  signal: AbortSignal,
) => Promise<JsonObject> | null;

export interface SessionStart {
  readonly id: string;
  readonly owner: string;
  readonly server: string | undefined;
  readonly client: LegacyClient;
  readonly taskMethods: LegacyTaskMethods;
}

const forwarded = new Set([
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/templates/list',
  'resources/read',
  'prompts/list',
  'prompts/get',
  'completion/complete',
]);

/** A session of 2025-11-25 or before: what a client told us once, its running requests, and its streams. */
export const createLegacySession = (parts: EdgeParts, start: SessionStart, opener: EdgeCaller): LegacySession => {
  const { id, owner, server, client, taskMethods } = start;
  const streams = createSessionStreams({
    headers: { 'Mcp-Session-Id': id },
    streamAfterMs: parts.limits.streamAfterMs,
    primes: client.protocolVersion >= '2025-11-25',
  });
  const clientRequests = createClientRequests(client.capabilities);
  const running = new Map<RpcId, AbortController>();
  const subscribed = new Set<string>();
  let leastLevel: string | null = null;
  let lastUsedMs = Date.now();
  let token = '';
  let view: GatewayView;
  let stopListening = (): void => undefined;

  const callerOf = (caller: EdgeCaller): GatewayCaller => ({
    ...caller,
    client: client.name,
    era: '2025',
    sessionKey: id,
  });
  /** Tokens are renewed during a session: servers of ours have to get the one that is still good. */
  const use = (caller: EdgeCaller): GatewayView => {
    lastUsedMs = Date.now();
    if (caller.token === token) return view;
    stopListening();
    token = caller.token;
    view = parts.gateway.open(callerOf(caller), server === undefined ? {} : { server });
    stopListening = view.listen(onNotification);
    for (const uri of subscribed) view.request('resources/subscribe', { uri }).catch(parts.onError);
    return view;
  };
  const onNotification = (method: string, params: JsonObject): void => {
    if (method === 'notifications/resources/updated' && !subscribed.has(String(params['uri']))) return;
    if (method === 'notifications/message' && !isWanted(params)) return;
    streams.broadcast(notificationMessage(method, params));
  };
  const isWanted = (params: JsonObject): boolean => leastLevel === null || reaches(params['level'], leastLevel);

  const setLevel = async ({ level }: JsonObject): Promise<JsonObject> => {
    if (!isLogLevel(level)) throw new RpcError(rpcCodes.invalidParams, 'level is not a log level.');
    leastLevel = level;
    await view.request('logging/setLevel', { level });
    return {};
  };
  const subscribe = async (method: string, params: JsonObject, exchange: Exchange): Promise<JsonObject> => {
    const { uri } = params;
    if (typeof uri !== 'string') throw new RpcError(rpcCodes.invalidParams, 'uri is missing.');
    await view.request(method, forwardedParams(params), exchange);
    if (method === 'resources/subscribe') subscribed.add(uri);
    else subscribed.delete(uri);
    return {};
  };
  const run = (request: RpcRequest, exchange: Exchange, caller: EdgeCaller, signal: AbortSignal) => {
    const { method, params } = request;
    if (method === 'ping') return {};
    if (method === 'logging/setLevel') return setLevel(params);
    if (method === 'resources/subscribe' || method === 'resources/unsubscribe')
      return subscribe(method, params, exchange);
    const ofTasks = taskMethods(request, callerOf(caller), server, signal);
    if (ofTasks) return ofTasks;
    if (forwarded.has(method)) return view.request(method, forwardedParams(params), exchange);
    throw new RpcError(rpcCodes.methodNotFound, `There is no method ${method}`);
  };

  const serveRequest = async (
    request: RpcRequest,
    response: ServerResponse,
    acceptsStream: boolean,
    caller: EdgeCaller,
  ): Promise<void> => {
    const reply = streams.reply(response, acceptsStream);
    if (running.has(request.id)) {
      const body = { code: rpcCodes.invalidRequest, message: 'A request with this id is running.' };
      return reply.finish(errorMessage(request.id, body), 400);
    }
    const controller = new AbortController();
    running.set(request.id, controller);
    controller.signal.addEventListener('abort', () => reply.abandon(), { once: true });
    const progressToken = progressTokenOf(request.params);
    const exchange: Exchange = {
      signal: controller.signal,
      onLog: (params) => {
        if (isWanted(params)) reply.notify(notificationMessage('notifications/message', params));
      },
      onRequest: (method, params) => clientRequests.ask(method, params, reply.notify, controller.signal),
      ...(progressToken !== null && {
        onProgress: (progress) =>
          reply.notify(notificationMessage('notifications/progress', { ...progress, progressToken })),
      }),
    };
    try {
      const result = await run(request, exchange, caller, controller.signal);
      reply.finish(resultMessage(request.id, result));
    } catch (error) {
      reply.finish(errorMessage(request.id, toRpcError(error, caller.locale, parts.onError)));
    } finally {
      running.delete(request.id);
      lastUsedMs = Date.now();
    }
  };

  view = use(opener);
  return {
    id,
    owner,
    workspaceId: opener.identity.workspaceId,
    client,
    get lastUsedMs() {
      return running.size > 0 || streams.busy ? Date.now() : lastUsedMs;
    },
    serve: (message, response, acceptsStream, caller) => {
      use(caller);
      if (message.kind === 'request') return void serveRequest(message, response, acceptsStream, caller);
      if (message.kind === 'response') clientRequests.answer(message);
      else if (message.method === 'notifications/cancelled') cancel(message.params);
      response.writeHead(202).end();
    },
    listen: (response, lastEventId, caller) => {
      use(caller);
      return streams.attach(response, lastEventId);
    },
    end: () => {
      stopListening();
      for (const controller of running.values()) controller.abort(new Error('The session ended'));
      clientRequests.end();
      streams.end();
    },
  };

  function cancel({ requestId }: JsonObject): void {
    if (typeof requestId === 'string' || typeof requestId === 'number')
      running.get(requestId)?.abort(new Error('The client cancelled'));
  }
};

/** Reads `initialize`; null when a required part is missing. */
export const readClient = (params: JsonObject, versions: readonly string[]): LegacyClient | null => {
  const { protocolVersion: wanted, capabilities, clientInfo } = params;
  if (typeof wanted !== 'string' || !isObject(capabilities)) return null;
  const protocolVersion = versions.includes(wanted) ? wanted : (versions[0] ?? wanted);
  const name = isObject(clientInfo) ? `${String(clientInfo['name'])} ${String(clientInfo['version'])}` : null;
  return { protocolVersion, capabilities, name: name?.slice(0, 200) ?? null };
};
