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
  /** Running requests of 2026-07-28: there a client cancels by closing the request's own stream. */
  const modern = new Map<unknown, AbortController>();
  const say = (message: JSONRPCMessage): void => void near.send(message).catch((error: Error) => near.onerror?.(error));

  const rejoin = async (): Promise<void> => {
    if (!handshake) return;
    isRejoining = true;
    await far.send(handshake).finally(() => {
      isRejoining = false;
    });
    await far.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
  };
  const pass = async (message: JSONRPCMessage): Promise<void> => {
    const request = isJSONRPCRequest(message) ? message : null;
    if (request && isInitializeRequest(request)) handshake = request;
    const stop = request && isModern(request) ? new AbortController() : undefined;
    if (request && stop) modern.set(request.id, stop);
    try {
      const options = stop && { requestSignal: stop.signal };
      await far.send(message, options).catch(async (error: unknown) => {
        if (stop || !(error instanceof SdkHttpError) || error.status !== 404) throw error;
        await rejoin();
        await far.send(message);
      });
    } catch (error) {
      if (request && stop?.signal.aborted !== true) say(refusalOf(request, error));
    }
  };

  /* oxlint-disable unicorn/prefer-add-event-listener -- the SDK's transports are no EventTargets */
  near.onmessage = (message: JSONRPCMessage) => {
    const running = modern.get(cancelledBy(message));
    if (running) running.abort();
    else void pass(message);
  };
  far.onmessage = (message) => {
    const answered = isJSONRPCResultResponse(message) || isJSONRPCErrorResponse(message) ? message.id : undefined;
    if (answered !== undefined) modern.delete(answered);
    if (handshake && answered === handshake.id && isJSONRPCResultResponse(message)) {
      const { protocolVersion } = message.result;
      if (typeof protocolVersion === 'string') far.setProtocolVersion(protocolVersion);
      if (isRejoining) return;
    }
    say(message);
  };
  near.onclose = () =>
    void far.terminateSession().then(
      () => far.close(),
      () => far.close(),
    );
  /* oxlint-enable unicorn/prefer-add-event-listener */
  await far.start();
  await near.start();
};

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
