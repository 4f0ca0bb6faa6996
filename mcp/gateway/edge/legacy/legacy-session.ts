import type { ServerResponse } from 'node:http';
import type { GatewayCaller, GatewayView, ViewOptions } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject } from '../../../../domain/mcp/upstream.ts';
import type { EdgeCaller, EdgeParts } from '../edge-parts.ts';
import { forwardedParams, progressTokenOf } from '../forwarded-params.ts';
import {
  errorMessage,
  notificationMessage,
  resultMessage,
  rpcCodes,
  type RpcErrorBody,
  type RpcId,
  type RpcMessage,
  type RpcRequest,
} from '../json-rpc.ts';
import { isLogLevel, reaches } from '../log-level.ts';
import { toRpcError } from '../to-rpc-error.ts';
import { createClientRequests, type ClientRequests } from './client-requests.ts';
import type { LegacyClient } from './legacy-client.ts';
import { SessionStreams, type SessionReply } from './session-streams.ts';

/** One running request of a session, for methods that the edge answers itself. */
export interface LegacyCall {
  readonly request: RpcRequest;
  readonly caller: GatewayCaller;
  readonly server: string | undefined;
  readonly exchange: Exchange & { readonly signal: AbortSignal };
}

/** Answers methods that come with tasks; null for any other. */
export type LegacyTaskMethods = (call: LegacyCall) => Promise<JsonObject> | null;

export interface SessionStart {
  readonly id: string;
  readonly owner: string;
  readonly view: ViewOptions;
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

/** "No such resource" is -32002 here; servers of 2026-07-28 say it with -32602 and its address (SEP-2164). */
const legacyError = ({ method, params }: RpcRequest, error: RpcErrorBody): RpcErrorBody =>
  method === 'resources/read' && error.code === rpcCodes.invalidParams && Object(error.data)['uri'] === params['uri']
    ? { ...error, code: -32_002 }
    : error;

/** A session of 2025-11-25 or before: what a client told us once, its running requests, and its streams. */
export class LegacySession {
  readonly id: string;
  readonly owner: string;
  readonly workspaceId: string;
  readonly #parts: EdgeParts;
  readonly #start: SessionStart;
  readonly #streams: SessionStreams;
  readonly #clientRequests: ClientRequests;
  readonly #running = new Map<RpcId, AbortController>();
  readonly #subscribed = new Set<string>();
  #leastLevel: string | null = null;
  #lastUsedMs = Date.now();
  #token: string;
  #view: GatewayView;
  #stopListening: () => void;

  constructor(parts: EdgeParts, start: SessionStart, opener: EdgeCaller) {
    this.id = start.id;
    this.owner = start.owner;
    this.workspaceId = opener.identity.workspaceId;
    this.#parts = parts;
    this.#start = start;
    this.#streams = new SessionStreams({
      headers: { 'Mcp-Session-Id': start.id },
      streamAfterMs: parts.limits.streamAfterMs,
      primes: start.client.protocolVersion >= '2025-11-25',
    });
    this.#clientRequests = createClientRequests(start.client.capabilities);
    this.#token = opener.token;
    this.#view = this.#open(opener);
    this.#stopListening = this.#view.listen((method, params) => this.#tell(method, params));
  }

  /** When it was last used, in milliseconds; now, while something of it is open. */
  get lastUsedMs(): number {
    return this.#running.size > 0 || this.#streams.busy ? Date.now() : this.#lastUsedMs;
  }

  /** Answers a message that was posted. */
  serve(message: RpcMessage, response: ServerResponse, acceptsStream: boolean, caller: EdgeCaller): void {
    this.#use(caller);
    if (message.kind === 'request') {
      void this.#answer(message, this.#streams.reply(response, acceptsStream), caller);
      return;
    }
    if (message.kind === 'response') this.#clientRequests.answer(message);
    else if (message.method === 'notifications/cancelled') this.#cancel(message.params);
    response.writeHead(202).end();
  }

  /** Opens or resumes a stream; false for an event id that is unknown. */
  listen(response: ServerResponse, lastEventId: string | undefined, caller: EdgeCaller): boolean {
    this.#use(caller);
    return this.#streams.attach(response, lastEventId);
  }

  end(): void {
    this.#stopListening();
    for (const controller of this.#running.values()) controller.abort(new Error('The session ended'));
    this.#clientRequests.end();
    this.#streams.end();
  }

  async #answer(request: RpcRequest, reply: SessionReply, caller: EdgeCaller): Promise<void> {
    if (this.#running.has(request.id)) {
      const body = { code: rpcCodes.invalidRequest, message: 'A request with this id is running.' };
      reply.finish(errorMessage(request.id, body), 400);
      return;
    }
    const controller = new AbortController();
    const over = new AbortController();
    this.#running.set(request.id, controller);
    controller.signal.addEventListener('abort', () => reply.abandon(), { once: true });
    try {
      const exchange = this.#exchange(request, reply, controller.signal, over.signal);
      const result = await this.#run(request, exchange, caller).finally(() => over.abort());
      reply.finish(resultMessage(request.id, result));
    } catch (error) {
      // Whatever a cancelled request ends with, its answer went with it.
      if (!controller.signal.aborted)
        reply.finish(
          errorMessage(request.id, legacyError(request, toRpcError(error, caller.locale, this.#parts.onError))),
        );
    } finally {
      this.#running.delete(request.id);
      this.#lastUsedMs = Date.now();
    }
  }

  async #run(request: RpcRequest, exchange: LegacyCall['exchange'], caller: EdgeCaller): Promise<JsonObject> {
    const { method, params } = request;
    if (method === 'ping') return {};
    if (method === 'logging/setLevel') return this.#setLevel(params);
    if (method === 'resources/subscribe' || method === 'resources/unsubscribe')
      return this.#subscribe(method, params, exchange);
    const { view, taskMethods } = this.#start;
    const ofTasks = taskMethods({ request, caller: this.#gatewayCaller(caller), server: view.server, exchange });
    if (ofTasks) return ofTasks;
    if (forwarded.has(method)) return this.#view.request(method, forwardedParams(params), exchange);
    throw new RpcError(rpcCodes.methodNotFound, `There is no method ${method}`);
  }

  #exchange(
    { params }: RpcRequest,
    reply: SessionReply,
    signal: AbortSignal,
    over: AbortSignal,
  ): LegacyCall['exchange'] {
    const progressToken = progressTokenOf(params);
    return {
      signal,
      onLog: (log) => {
        if (this.#isWanted(log)) reply.notify(notificationMessage('notifications/message', log));
      },
      onRequest: (method, asked) => this.#clientRequests.ask(method, asked, reply.notify, over),
      ...(progressToken !== null && {
        onProgress: (progress) =>
          reply.notify(notificationMessage('notifications/progress', { ...progress, progressToken })),
      }),
    };
  }

  async #setLevel({ level }: JsonObject): Promise<JsonObject> {
    if (!isLogLevel(level)) throw new RpcError(rpcCodes.invalidParams, 'level is not a log level.');
    this.#leastLevel = level;
    await this.#view.request('logging/setLevel', { level });
    return {};
  }

  async #subscribe(method: string, params: JsonObject, exchange: Exchange): Promise<JsonObject> {
    const { uri } = params;
    if (typeof uri !== 'string') throw new RpcError(rpcCodes.invalidParams, 'uri is missing.');
    await this.#view.request(method, forwardedParams(params), exchange);
    if (method === 'resources/subscribe') this.#subscribed.add(uri);
    else this.#subscribed.delete(uri);
    return {};
  }

  #cancel({ requestId }: JsonObject): void {
    if (typeof requestId === 'string' || typeof requestId === 'number')
      this.#running.get(requestId)?.abort(new Error('The client cancelled'));
  }

  #tell(method: string, params: JsonObject): void {
    if (method === 'notifications/resources/updated' && !this.#subscribed.has(String(params['uri']))) return;
    if (method === 'notifications/message' && !this.#isWanted(params)) return;
    this.#streams.broadcast(notificationMessage(method, params));
  }

  #isWanted(log: JsonObject): boolean {
    return this.#leastLevel === null || reaches(log['level'], this.#leastLevel);
  }

  /** Tokens are renewed during a session: servers of ours have to get the one that is still good. */
  #use(caller: EdgeCaller): void {
    this.#lastUsedMs = Date.now();
    if (caller.token === this.#token) return;
    this.#stopListening();
    this.#token = caller.token;
    this.#view = this.#open(caller);
    this.#stopListening = this.#view.listen((method, params) => this.#tell(method, params));
    if (this.#leastLevel !== null)
      this.#view.request('logging/setLevel', { level: this.#leastLevel }).catch(this.#parts.onError);
    for (const uri of this.#subscribed) this.#view.request('resources/subscribe', { uri }).catch(this.#parts.onError);
  }

  #open(caller: EdgeCaller): GatewayView {
    return this.#parts.gateway.open(this.#gatewayCaller(caller), this.#start.view);
  }

  #gatewayCaller(caller: EdgeCaller): GatewayCaller {
    return { ...caller, client: this.#start.client.name, era: '2025', sessionKey: this.id };
  }
}
