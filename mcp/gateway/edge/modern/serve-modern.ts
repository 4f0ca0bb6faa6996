import { randomUUID } from 'node:crypto';
import { isObject } from '../../../../contracts/kernel/is-object.ts';
import type { GatewayView } from '../../../../domain/mcp/gateway.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject } from '../../../../domain/mcp/upstream.ts';
import { ownerKey, type EdgeParts } from '../edge-parts.ts';
import { sendJson } from '../event-stream.ts';
import { forwardedParams, progressTokenOf } from '../forwarded-params.ts';
import {
  errorMessage,
  notificationMessage,
  resultMessage,
  rpcCodes,
  type RpcErrorBody,
  type RpcRequest,
} from '../json-rpc.ts';
import { reaches } from '../log-level.ts';
import { openReply, type Reply } from '../reply.ts';
import { toRpcError } from '../to-rpc-error.ts';
import { clientOf, declaredBy, logLevelOf, versionOf } from './envelope.ts';
import type { ModernExchange, ModernTasks } from './modern-exchange.ts';
import { OngoingCall, type RoundSink } from './ongoing-call.ts';
import { createParamHeaders, type ParamHeaders } from './param-headers.ts';
import { headerProblem } from './request-headers.ts';
import { stampResult } from './stamp-result.ts';
import { createSubscriptions, type Subscriptions } from './subscriptions.ts';
import { sessionKeyOf } from './session-key.ts';
import {
  createWaitingCalls,
  inputResponsesOf,
  readState,
  rejoinError,
  requestFingerprint,
  type WaitingCalls,
} from './waiting-calls.ts';

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

/** Serves 2026-07-28: every request stands alone, and whatever a server asks goes back inside its result. */
export interface ModernEra extends Disposable {
  serve(exchange: ModernExchange): Promise<void>;
  readonly waiting: number;
  readonly listening: number;
}

interface State {
  readonly parts: EdgeParts;
  readonly tasks: ModernTasks;
  readonly subscriptions: Subscriptions;
  readonly waiting: WaitingCalls;
  readonly paramHeaders: ParamHeaders;
}

export const createModernEra = (parts: EdgeParts, tasks: ModernTasks): ModernEra => {
  const subscriptions = createSubscriptions(parts);
  const waiting = createWaitingCalls(parts.sealer, parts.limits);
  const state = { parts, tasks, subscriptions, waiting, paramHeaders: createParamHeaders() };
  return {
    serve: (exchange) => serve(state, exchange),
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

const serve = async (state: State, exchange: ModernExchange): Promise<void> => {
  const { parts, subscriptions } = state;
  const { message, response, caller, acceptsStream } = exchange;
  const refusal = refuse(exchange);
  if (refusal) return sendJson(response, 400, errorMessage(message.id, refusal));
  const view = viewOf(parts, exchange);
  const toError = (error: unknown): RpcErrorBody => toRpcError(error, caller.locale, parts.onError);
  if (message.method === 'subscriptions/listen')
    return subscriptions
      .listen(message, view, response, ownerKey(caller, exchange.view))
      .catch((error: unknown) => sendJson(response, 200, errorMessage(message.id, toError(error))));
  const cut = new AbortController();
  const reply = openReply(response, {
    acceptsStream,
    streamAfterMs: parts.limits.streamAfterMs,
    onCut: () => cut.abort(new Error('The client left')),
  });
  try {
    const result = await run(state, exchange, view, reply, cut.signal);
    reply.finish(resultMessage(message.id, stampResult(message.method, result, parts.serverInfo)));
  } catch (error) {
    // Nobody is there any more to hear how the cancelled call ended.
    if (cut.signal.aborted) return;
    const body = modernError(message, toError(error));
    reply.finish(errorMessage(message.id, body), statusOf(body.code));
  }
};

const run = async (
  state: State,
  exchange: ModernExchange,
  view: GatewayView,
  reply: Reply,
  cut: AbortSignal,
): Promise<JsonObject> => {
  const { message } = exchange;
  const { method, params } = message;
  if (method === 'server/discover') return discover(state, view);
  const ofTasks = await state.tasks.answer(exchange, view);
  if (ofTasks) return ofTasks;
  if (method === 'tools/call')
    await state.paramHeaders.check(ownerKey(exchange.caller, exchange.view), view, exchange.request.headers, params);
  if (conversations.has(method)) return converse(state, exchange, view, reply, cut);
  if (plain.has(method)) return view.request(method, forwardedParams(params), { signal: cut });
  throw new RpcError(rpcCodes.methodNotFound, `There is no method ${method}`);
};

const viewOf = ({ gateway }: EdgeParts, { message, caller, view }: ModernExchange): GatewayView =>
  gateway.open({ ...caller, client: clientOf(message), era: '2026', sessionKey: sessionKeyOf(caller, view) }, view);

/** One round of a call that may need the client's input before it has a result. */
const converse = async (
  state: State,
  exchange: ModernExchange,
  view: GatewayView,
  reply: Reply,
  cut: AbortSignal,
): Promise<JsonObject> => {
  const { message } = exchange;
  const answers = inputResponsesOf(message.params);
  const call = callOf(state, exchange, view);
  const leave = (): void => call.cancel('The client left');
  cut.addEventListener('abort', leave, { once: true });
  const outcome = await call.round(sinkOf(message, reply), answers);
  cut.removeEventListener('abort', leave);
  if ('result' in outcome) return outcome.result;
  return {
    resultType: 'input_required',
    inputRequests: outcome.inputs,
    requestState: state.waiting.keep(call, requestFingerprint(message.method, message.params)),
  };
};

/** A new call; or, of a retry, the one that waits here, or that its server's agent keeps for whichever process comes. */
const callOf = ({ parts, waiting }: State, exchange: ModernExchange, view: GatewayView): OngoingCall => {
  const { method, params } = exchange.message;
  const owner = sessionKeyOf(exchange.caller, exchange.view);
  const run = (channel: Exchange): Promise<JsonObject> => view.request(method, forwardedParams(params), channel);
  const declared = declaredBy(exchange.message);
  const { requestState } = params;
  if (requestState === undefined) return new OngoingCall(run, declared, { key: randomUUID(), owner, rejoins: false });
  const key = readState(parts.sealer, requestState, owner, requestFingerprint(method, params));
  const rejoin = (channel: Exchange): Promise<JsonObject> =>
    run(channel).catch((error: unknown) => {
      throw rejoinError(error);
    });
  return waiting.take(key) ?? new OngoingCall(rejoin, declared, { key, owner, rejoins: true });
};

const discover = async ({ parts, tasks }: State, view: GatewayView): Promise<JsonObject> => {
  const { capabilities, instructions } = await view.describe();
  const extensions = isObject(capabilities['extensions']) ? capabilities['extensions'] : {};
  return {
    supportedVersions: modernVersions,
    // Tasks are a core capability of the legacy era alone.
    capabilities: { ...capabilities, tasks: undefined, extensions: { ...extensions, ...tasks.extensions } },
    serverInfo: parts.serverInfo,
    ...(instructions !== null && { instructions }),
  };
};

/** The ladder before anything runs: a version we speak, and headers that say what the body says. */
const refuse = ({ message, request }: ModernExchange): RpcErrorBody | null => {
  const requested = versionOf(message);
  if (typeof requested !== 'string' || !modernVersions.includes(requested))
    return {
      code: rpcCodes.unsupportedVersion,
      message: `This protocol version is not supported: ${String(requested).slice(0, 40)}`,
      data: { supported: modernVersions, requested },
    };
  const problem = headerProblem(request.headers, message);
  return problem === null ? null : { code: rpcCodes.headerMismatch, message: problem };
};

const sinkOf = (message: RpcRequest, reply: Reply): RoundSink => {
  const progressToken = progressTokenOf(message.params);
  const level = logLevelOf(message);
  return {
    progress: (progress) => {
      if (progressToken !== null)
        reply.notify(notificationMessage('notifications/progress', { ...progress, progressToken }));
    },
    log: (params) => {
      if (level !== null && reaches(params['level'], level))
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
