import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayView } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { ownerKey, type EdgeCaller, type EdgeParts } from '../edge-parts.ts';
import { sendJson } from '../event-stream.ts';
import { forwardedParams, progressTokenOf } from '../forwarded-params.ts';
import {
  errorMessage,
  isObject,
  notificationMessage,
  resultMessage,
  rpcCodes,
  type RpcErrorBody,
  type RpcRequest,
} from '../json-rpc.ts';
import { reaches } from '../log-level.ts';
import { openReply, type Reply } from '../reply.ts';
import { toRpcError } from '../to-rpc-error.ts';
import { startCall, type OngoingCall, type RoundSink } from './ongoing-call.ts';
import { headerProblem, paramHeaderProblem } from './request-headers.ts';
import { stampResult } from './stamp-result.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createWaitingCalls, inputResponsesOf, requestFingerprint } from './waiting-calls.ts';

export const modernVersions: readonly string[] = ['2026-07-28'];

/** Methods whose result may be "input required" (SEP-2322). */
const conversations = new Set(['tools/call', 'prompts/get', 'resources/read']);
const plain = new Set([
  'tools/list',
  'resources/list',
  'resources/templates/list',
  'prompts/list',
  'completion/complete',
]);

const meta = {
  version: 'io.modelcontextprotocol/protocolVersion',
  client: 'io.modelcontextprotocol/clientInfo',
  capabilities: 'io.modelcontextprotocol/clientCapabilities',
  logLevel: 'io.modelcontextprotocol/logLevel',
};

/** One request of 2026-07-28 with the HTTP exchange it came by. */
export interface ModernExchange {
  readonly message: RpcRequest;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly acceptsStream: boolean;
  readonly caller: EdgeCaller;
  readonly server: string | undefined;
}

/** Answers methods that come with tasks; null for any other. */
export type TaskMethods = (exchange: ModernExchange, view: GatewayView) => Promise<JsonObject> | null;

export interface ModernEra extends Disposable {
  serve(exchange: ModernExchange): Promise<void>;
  readonly waiting: number;
  readonly listening: number;
}

/** Serves 2026-07-28: every request stands alone, and whatever a server asks goes back inside its result. */
export const createModernEra = (parts: EdgeParts, taskMethods: TaskMethods = () => null): ModernEra => {
  const subscriptions = createSubscriptions(parts);
  const waiting = createWaitingCalls(parts.sealer, parts.limits);
  const { gateway, serverInfo, limits } = parts;

  const converse = async (exchange: ModernExchange, view: GatewayView, reply: Reply, cut: AbortSignal) => {
    const { message, caller, server } = exchange;
    const owner = ownerKey(caller, server);
    const request = requestFingerprint(message.method, message.params);
    const answers = inputResponsesOf(message.params);
    const { requestState } = message.params;
    const call: OngoingCall =
      requestState === undefined
        ? startCall(
            (channel) => view.request(message.method, forwardedParams(message.params), channel),
            declaredBy(message),
          )
        : waiting.take(requestState, owner, request);
    const leave = (): void => call.cancel('The client left');
    cut.addEventListener('abort', leave, { once: true });
    const outcome = await call.round(sinkOf(message, reply), answers);
    cut.removeEventListener('abort', leave);
    if ('result' in outcome) return outcome.result;
    if (cut.aborted) leave();
    const state = waiting.keep(call, owner, request);
    return { resultType: 'input_required', inputRequests: outcome.inputs, requestState: state };
  };

  const run = async (exchange: ModernExchange, view: GatewayView, reply: Reply, cut: AbortSignal) => {
    const { method, params } = exchange.message;
    if (method === 'server/discover') return discover(parts, view);
    const ofTasks = taskMethods(exchange, view);
    if (ofTasks) return ofTasks;
    if (conversations.has(method)) {
      if (method === 'tools/call') await checkParamHeaders(exchange, view);
      return converse(exchange, view, reply, cut);
    }
    if (plain.has(method)) return view.request(method, forwardedParams(params), { signal: cut });
    throw new RpcError(rpcCodes.methodNotFound, `There is no method ${method}`);
  };

  return {
    serve: async (exchange) => {
      const { message, response, caller, server } = exchange;
      const refusal = refuse(exchange);
      if (refusal) return sendJson(response, 400, errorMessage(message.id, refusal));
      const view = gateway.open(
        { ...caller, client: clientOf(message), era: '2026', sessionKey: null },
        server === undefined ? {} : { server },
      );
      const cut = new AbortController();
      const onCut = (): void => cut.abort(new Error('The client left'));
      const { acceptsStream } = exchange;
      try {
        if (message.method === 'subscriptions/listen') {
          await subscriptions.listen(message, view, response, ownerKey(caller, server));
          return;
        }
        const reply = openReply(response, { acceptsStream, streamAfterMs: limits.streamAfterMs, onCut });
        await run(exchange, view, reply, cut.signal).then(
          (result) => reply.finish(resultMessage(message.id, stampResult(message.method, result, serverInfo))),
          (error: unknown) => {
            const body = modernError(message, toRpcError(error, caller.locale, parts.onError));
            reply.finish(errorMessage(message.id, body), statusOf(body.code));
          },
        );
      } catch (error) {
        sendJson(response, 200, errorMessage(message.id, toRpcError(error, caller.locale, parts.onError)));
      }
    },
    get waiting() {
      return waiting.size;
    },
    get listening() {
      return subscriptions.size;
    },
    [Symbol.dispose]: () => {
      subscriptions[Symbol.dispose]();
      waiting[Symbol.dispose]();
    },
  };
};

const discover = async ({ serverInfo }: EdgeParts, view: GatewayView): Promise<JsonObject> => {
  const { capabilities, instructions } = await view.describe();
  const { tasks, ...shown } = capabilities;
  return {
    supportedVersions: modernVersions,
    capabilities: shown,
    serverInfo,
    ...(instructions !== null && { instructions }),
  };
};

/** The ladder before anything runs: a version we speak, and headers that say what the body says. */
const refuse = ({ message, request }: ModernExchange): RpcErrorBody | null => {
  const requested = metaOf(message)[meta.version];
  if (typeof requested !== 'string' || !modernVersions.includes(requested))
    return {
      code: rpcCodes.unsupportedVersion,
      message: `This protocol version is not supported: ${String(requested).slice(0, 40)}`,
      data: { supported: modernVersions, requested },
    };
  const problem = headerProblem(request.headers, message);
  return problem === null ? null : { code: rpcCodes.headerMismatch, message: problem };
};

/** Whoever sends arguments in headers too has them checked: something on the way may have decided by them. */
const checkParamHeaders = async ({ message, request }: ModernExchange, view: GatewayView): Promise<void> => {
  if (!Object.keys(request.headers).some((name) => name.startsWith('mcp-param-'))) return;
  const called = (await view.tools()).find(({ name }) => name === message.params['name']);
  const given = message.params['arguments'];
  const problem = called && paramHeaderProblem(request.headers, called.inputSchema, isObject(given) ? given : {});
  if (typeof problem === 'string') throw new RpcError(rpcCodes.headerMismatch, problem);
};

const metaOf = ({ params }: RpcRequest): JsonObject => (isObject(params['_meta']) ? params['_meta'] : {});

const declaredBy = (message: RpcRequest): JsonObject => {
  const declared = metaOf(message)[meta.capabilities];
  return isObject(declared) ? declared : {};
};

const clientOf = (message: RpcRequest): string | null => {
  const client = metaOf(message)[meta.client];
  return isObject(client) ? `${String(client['name'])} ${String(client['version'])}`.slice(0, 200) : null;
};

const sinkOf = (message: RpcRequest, reply: Reply): RoundSink => {
  const progressToken = progressTokenOf(message.params);
  const level = metaOf(message)[meta.logLevel];
  return {
    progress: (progress) => {
      if (progressToken !== null)
        reply.notify(notificationMessage('notifications/progress', { ...progress, progressToken }));
    },
    log: (params) => {
      if (typeof level === 'string' && reaches(params['level'], level))
        reply.notify(notificationMessage('notifications/message', params));
    },
  };
};

/** 2026-07-28 says "no such resource" with -32602, and names it (SEP-2164). */
const modernError = ({ method, params }: RpcRequest, error: RpcErrorBody): RpcErrorBody => {
  if (method !== 'resources/read' || (error.code !== -32_002 && error.code !== rpcCodes.invalidParams)) return error;
  const data = isObject(error.data) ? error.data : {};
  return { ...error, code: rpcCodes.invalidParams, data: { ...data, uri: params['uri'] } };
};

const statusOf = (code: number): number => {
  if (code === rpcCodes.methodNotFound) return 404;
  return code === rpcCodes.missingCapability || code === rpcCodes.headerMismatch ? 400 : 200;
};
