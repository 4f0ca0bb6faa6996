import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  parseJSONRPCMessage,
  isInitializeRequest,
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  SdkHttpError,
  type StreamableHTTPClientTransport,
  type Transport,
} from '@modelcontextprotocol/client';
import { createArgumentMirror } from '../gateway/upstreams/mirror-arguments.ts';

/** A request without an answer. */
interface Open {
  readonly method: string;
  /** Closes the stream of one of 2026-07-28, which is how a client cancels there. */
  readonly stop: AbortController | null;
}

/** JSON-RPC code of a gateway that cannot be reached (spec row B9). */
const notAvailable = -32_000;

/**
 * Puts a client's transport on the gateway's address: every message goes on as it is, in either protocol era and direction. A legacy
 * session that the gateway has forgotten (it was started again) is opened anew, which the client need not know.
 */
export const bridgeTransports = async (near: Transport, far: StreamableHTTPClientTransport): Promise<void> => {
  /** What opened the legacy session. */
  let handshake: JSONRPCRequest | null = null;
  let isRejoining = false;
  const open = new Map<unknown, Open>();
  const mirror = createArgumentMirror();
  const say = (message: JSONRPCMessage): void => void near.send(message).catch((error: Error) => near.onerror?.(error));

  const rejoin = async (): Promise<void> => {
    if (!handshake) return;
    isRejoining = true;
    await far.send(handshake).finally(() => {
      isRejoining = false;
    });
    await far.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  };
  const refuse = (request: JSONRPCRequest, error: unknown): void => {
    if (open.delete(request.id)) say(refusalOf(request, error));
  };
  const sendRequest = async (request: JSONRPCRequest): Promise<void> => {
    const stop = isModern(request) ? new AbortController() : null;
    const { method, params = {} } = request;
    open.set(request.id, { method, stop });
    const onRequestStreamEnd = (): void => refuse(request, new Error('The gateway ended its answer early'));
    const headers = mirror.headersOf(method, params);
    const options = { onRequestStreamEnd, ...(stop && { requestSignal: stop.signal, headers }) };
    await far.send(request, options).catch(async (error: unknown) => {
      if (stop || !(error instanceof SdkHttpError) || error.status !== 404) throw error;
      await rejoin();
      await far.send(request, options);
    });
  };
  const pass = (message: JSONRPCMessage): Promise<void> => {
    if (!isJSONRPCRequest(message)) return far.send(message).catch(() => undefined);
    if (isInitializeRequest(message)) handshake = message;
    return sendRequest(message).catch((error: unknown) => refuse(message, error));
  };

  /* oxlint-disable unicorn/prefer-add-event-listener -- the SDK's transports are no EventTargets */
  near.onmessage = (message: JSONRPCMessage) => {
    const cancelled = cancelledBy(message);
    const stop = open.get(cancelled)?.stop;
    if (cancelled !== undefined) open.delete(cancelled);
    if (stop) stop.abort();
    else void pass(message);
  };
  far.onmessage = (message) => {
    const answered = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message) ? message.id : undefined;
    const method = open.get(answered)?.method ?? '';
    if (isJSONRPCResultResponse(message)) mirror.listed(method, message.result);
    if (answered !== undefined) open.delete(answered);
    if (handshake && answered === handshake.id && isJSONRPCResultResponse(message)) {
      const { protocolVersion } = message.result;
      if (typeof protocolVersion === 'string') far.setProtocolVersion(protocolVersion);
      if (isRejoining) return;
    }
    say(message);
  };
  near.onclose = () => void leave(far);
  /* oxlint-enable unicorn/prefer-add-event-listener */
  await far.start();
  await near.start();
};

const leave = (far: StreamableHTTPClientTransport): Promise<void> =>
  far.terminateSession().then(
    () => far.close(),
    () => far.close(),
  );

const isModern = ({ params }: JSONRPCRequest): boolean =>
  typeof params?._meta?.[PROTOCOL_VERSION_META_KEY] === 'string';

const cancelledBy = (message: JSONRPCMessage): unknown =>
  'method' in message && message.method === 'notifications/cancelled' ? message.params?.['requestId'] : undefined;

/** The gateway's own words where it answered with JSON-RPC; else that it cannot be used now. */
const refusalOf = ({ id }: JSONRPCRequest, error: unknown): JSONRPCMessage => {
  try {
    const text = error instanceof SdkHttpError ? error.data['text'] : null;
    const said = typeof text === 'string' ? parseJSONRPCMessage(JSON.parse(text)) : null;
    if (said && isJSONRPCErrorResponse(said)) return { ...said, id };
  } catch {
    // Another kind of answer.
  }
  const message = error instanceof Error ? error.message : 'The gateway cannot be reached';
  return { jsonrpc: '2.0', id, error: { code: notAvailable, message } };
};
