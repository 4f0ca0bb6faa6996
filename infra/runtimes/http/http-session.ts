import {
  deserializeMessage,
  isInitializedNotification,
  isInitializeRequest,
  isJSONRPCRequest,
  isJSONRPCResponse,
  SdkHttpError,
  type JSONRPCMessage,
  type RequestId,
  type StreamableHTTPClientTransport,
} from '@modelcontextprotocol/client';
import { z } from 'zod';
import { Failure } from '../../../contracts/kernel/fail.ts';

const Id = z.object({ id: z.union([z.string(), z.number()]) });
const InitializeResult = z.object({ protocolVersion: z.string() });
const Cancelled = z.object({
  method: z.literal('notifications/cancelled'),
  params: z.object({ requestId: Id.shape.id }),
});
const Refusal = z.object({ error: z.looseObject({ code: z.number(), message: z.string() }) });
type RpcFault = z.infer<typeof Refusal>['error'];

const invalidRequest = -32_600;
const internalError = -32_603;
const streamEndsWithinMs = 1_000;

export interface HttpSessionEvents {
  readonly received: (message: object) => void;
  /** The server knows nothing of us any more. */
  readonly lost: () => void;
}

/** The messages of one client to a server of streamable HTTP. Whatever happens to a request, it is answered. */
export class HttpSession {
  readonly #transport: StreamableHTTPClientTransport;
  readonly #events: HttpSessionEvents;
  readonly #waiting = new Map<RequestId, AbortController>();
  /** Until the server listens, and the handshake is over: nothing may overtake that. */
  #begun: Promise<void>;
  #handshakeId: RequestId | undefined;

  constructor(transport: StreamableHTTPClientTransport, listening: Promise<void>, events: HttpSessionEvents) {
    this.#transport = transport;
    this.#begun = listening;
    this.#events = events;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the SDK's transport is no EventTarget
    transport.onmessage = (message: JSONRPCMessage) => this.#received(message);
  }

  /** One JSON-RPC message. */
  send(line: string): void {
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(line);
    } catch {
      const given = Id.safeParse(JSON.parse(line));
      if (given.success) this.#answer(given.data.id, { code: invalidRequest, message: 'this is no MCP request' });
      return;
    }
    const isHandshake = isInitializeRequest(message);
    if (isHandshake && 'id' in message) this.#handshakeId = message.id;
    const sent = this.#begun.then(() => (isJSONRPCRequest(message) ? this.#ask(message) : this.#tell(message)));
    if (isHandshake || isInitializedNotification(message)) this.#begun = sent;
  }

  /** Never rejects. */
  async #ask(request: JSONRPCMessage & { id: RequestId }): Promise<void> {
    const { id } = request;
    const waiting = new AbortController();
    this.#waiting.set(id, waiting);
    const onRequestStreamEnd = () => this.#failed(id, new Error('it closed the connection without an answer'));
    await this.#transport
      .send(request, { requestSignal: waiting.signal, onRequestStreamEnd })
      .catch((error: unknown) => this.#failed(id, error));
  }

  /** Never rejects. */
  async #tell(message: JSONRPCMessage): Promise<void> {
    await this.#transport.send(message).catch((error: unknown) => this.#failed(null, error));
    const { success, data } = Cancelled.safeParse(message);
    if (success) this.#over(data.params.requestId);
  }

  #received(message: JSONRPCMessage): void {
    if (isJSONRPCResponse(message) && message.id !== undefined) {
      if ('result' in message && message.id === this.#handshakeId) this.#agreedOn(message.result);
      this.#answered(message.id);
    }
    this.#events.received(message);
  }

  /** Every later request names the version (2025-11-25, transports). */
  #agreedOn(result: object): void {
    const { success, data } = InitializeResult.safeParse(result);
    if (success) this.#transport.setProtocolVersion(data.protocolVersion);
  }

  /** A server need not end its stream with its answer; for long it holds no connection. */
  #answered(id: RequestId): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (waiting) setTimeout(() => waiting.abort(), streamEndsWithinMs).unref();
  }

  /** Returns whether it was waited for. */
  #over(id: RequestId): boolean {
    this.#waiting.get(id)?.abort();
    return this.#waiting.delete(id);
  }

  #failed(id: RequestId | null, error: unknown): void {
    const status = error instanceof SdkHttpError ? error.status : null;
    if (status === 404 && this.#transport.sessionId !== undefined) this.#events.lost();
    if (id !== null && this.#over(id)) this.#answer(id, faultOf(error));
  }

  #answer(id: RequestId, error: RpcFault): void {
    this.#events.received({ jsonrpc: '2.0', id, error });
  }
}

/** What the body of a refusal says, where it is JSON-RPC. */
const faultOf = (error: unknown): RpcFault => {
  if (!(error instanceof SdkHttpError)) return { code: internalError, message: wordsOf(error) };
  try {
    return Refusal.parse(JSON.parse(String(error.data['text']))).error;
  } catch {
    return { code: internalError, message: `it answered with HTTP ${error.status}` };
  }
};

const wordsOf = (error: unknown): string => {
  const reason = error instanceof Failure ? error.details['reason'] : undefined;
  if (typeof reason === 'string') return reason;
  return error instanceof Error ? error.message : String(error);
};
