import type { Duplex } from 'node:stream';
import { isObject } from '../../contracts/kernel/is-object.ts';
import { linkMethods, LinkMessage } from '../../contracts/agent.ts';
import { fail, type Failure } from '../../contracts/kernel/fail.ts';
import { ParkedCall } from '../../domain/mcp/parked-call.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, McpProgress } from '../../domain/mcp/upstream.ts';
import { fromAgentFailure } from './agent-failure.ts';
import { corkForTurn } from './cork-for-turn.ts';
import { LineReader } from './line-reader.ts';

const maxLineBytes = 12 * 1_024 * 1_024;
const equalsSign = 61;
const space = 32;

interface Waiting {
  readonly exchange: Exchange;
  readonly resolve: (result: JsonObject) => void;
  readonly reject: (error: unknown) => void;
}

/** The platform's end of a link to an agent: many requests at once over one socket. */
export class AgentLink {
  readonly #socket: Duplex;
  #name: string;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<(method: string, params: JsonObject) => void>();
  readonly #attached = Promise.withResolvers<JsonObject>();
  readonly #closed = Promise.withResolvers<string>();
  #reason = 'the connection to the agent ended';
  #lastId = 0;

  /** @param name the server's name, for failures */
  constructor(socket: Duplex, name: string) {
    this.#socket = socket;
    this.#name = name;
    const reader = new LineReader(maxLineBytes, {
      line: (line) => this.#receive(line),
      tooLong: () => socket.destroy(),
    });
    // Nobody may wait for the greeting, as on a link that only resumes.
    this.#attached.promise.catch(() => undefined);
    socket.on('data', (chunk: Buffer) => reader.push(chunk));
    socket.on('error', () => undefined);
    socket.once('close', () => this.#over());
  }

  /** What the agent says about the server at first. */
  get attached(): Promise<JsonObject> {
    return this.#attached.promise;
  }

  /** The server's own name, once it is known. */
  rename(name: string): void {
    this.#name = name;
  }

  get closed(): Promise<string> {
    return this.#closed.promise;
  }

  request(method: string, params: JsonObject, exchange: Exchange = {}): Promise<JsonObject> {
    const { signal, timeoutMs, keepKey, park, onProgress } = exchange;
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (this.#socket.destroyed || !this.#socket.writable) return Promise.reject(this.#unavailable());
    const id = (this.#lastId += 1);
    const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
    const drop = (error: unknown, reason: string): void => {
      if (!this.#waiting.delete(id)) return;
      // A kept request goes on: somebody comes back for it, or forgets it.
      const goesOn = keepKey !== undefined || error instanceof ParkedCall;
      this.notify(goesOn ? linkMethods.leave : linkMethods.cancel, { id, reason });
      reject(error);
    };
    const onAbort = (): void => drop(signal?.reason, 'cancelled');
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => drop(timeout(this.#name, timeoutMs), 'no answer in time'), timeoutMs);
    this.#waiting.set(id, { exchange, resolve, reject });
    this.#write({
      jsonrpc: '2.0',
      id,
      method,
      params,
      ...(onProgress !== undefined && { progress: true }),
      ...(keepKey !== undefined && { keepKey }),
      ...(park && { park: { key: park.key, owner: park.owner } }),
    });
    if (timer === undefined && signal === undefined) return promise;
    return promise.finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    });
  }

  notify(method: string, params: JsonObject): void {
    if (this.#socket.writable) this.#write({ jsonrpc: '2.0', method, params });
  }

  listen(listener: (method: string, params: JsonObject) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async end(): Promise<void> {
    this.#reason = 'it was closed';
    this.#socket.destroy();
    await this.closed;
  }

  #write(message: object): void {
    corkForTurn(this.#socket);
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  #receive(line: Buffer): void {
    if (line[0] === equalsSign) return this.#answered(line);
    const message = LinkMessage.safeParse(parse(line));
    if (!message.success) return void this.#socket.destroy();
    const { data } = message;
    if ('failure' in data) this.#take(data.id)?.reject(fromAgentFailure(data.failure));
    else if (data.id !== undefined) void this.#asked(data.id, data.method, data.params, data.for);
    else this.#told(data.method, data.params, data.for);
  }

  /** `=<id> <the server's own line>` */
  #answered(line: Buffer): void {
    const end = line.indexOf(space);
    const waiting = this.#take(Number(line.toString('latin1', 1, end)));
    if (waiting === undefined) return;
    const answer = parse(line.subarray(end + 1));
    const result = isObject(answer) ? answer['result'] : undefined;
    const error = isObject(answer) ? answer['error'] : undefined;
    if (isObject(result)) waiting.resolve(result);
    else if (isObject(error)) waiting.reject(rpcErrorOf(error));
    else waiting.reject(fail('mcp_bad_output', { name: this.#name, reason: 'it is no JSON-RPC answer' }));
  }

  async #asked(id: number, method: string, params: JsonObject, forId: number | undefined): Promise<void> {
    const { onRequest, park } = (forId === undefined ? undefined : this.#waiting.get(forId)?.exchange) ?? {};
    park?.onKept();
    const reply = (answer: object): void => {
      if (this.#socket.writable) this.#write({ jsonrpc: '2.0', id, ...answer });
    };
    if (onRequest === undefined)
      return reply({ error: { code: -32_601, message: `The caller cannot answer ${method}` } });
    try {
      reply({ result: await onRequest(method, params) });
    } catch (error) {
      const isRpc = error instanceof RpcError;
      reply({
        error: {
          code: isRpc ? error.code : -32_603,
          message: isRpc ? error.message : 'The caller could not answer',
          ...(isRpc && error.data !== undefined && { data: error.data }),
        },
      });
    }
  }

  #told(method: string, params: JsonObject, forId: number | undefined): void {
    if (method === linkMethods.attached) this.#attached.resolve(params);
    else if (method === linkMethods.closed) this.#reason = String(params['reason']);
    else if (forId === undefined) for (const listener of this.#listeners) listener(method, params);
    else this.#toldOfRequest(method, params, this.#waiting.get(forId)?.exchange);
  }

  #toldOfRequest(method: string, params: JsonObject, exchange: Exchange | undefined): void {
    if (method === 'notifications/message') exchange?.onLog?.(params);
    if (method !== 'notifications/progress') return;
    const progress = progressOf(params);
    if (progress !== null) exchange?.onProgress?.(progress);
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #over(): void {
    this.#attached.reject(this.#unavailable());
    for (const { reject } of this.#waiting.values()) reject(this.#unavailable());
    this.#waiting.clear();
    this.#closed.resolve(this.#reason);
  }

  #unavailable(): Failure {
    return fail('mcp_server_unavailable', { name: this.#name, reason: this.#reason });
  }
}

const timeout = (name: string, timeoutMs: number): Failure =>
  fail('mcp_call_timeout', { name, seconds: Math.round(timeoutMs / 100) / 10 });

const parse = (line: Buffer): unknown => {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
};

const rpcErrorOf = ({ code, message, data }: JsonObject): RpcError =>
  new RpcError(typeof code === 'number' ? code : -32_603, typeof message === 'string' ? message : 'error', data);

const progressOf = ({ progress, total, message }: JsonObject): McpProgress | null =>
  typeof progress === 'number'
    ? {
        progress,
        ...(typeof total === 'number' && { total }),
        ...(typeof message === 'string' && { message }),
      }
    : null;
