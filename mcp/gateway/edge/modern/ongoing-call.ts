import { setTimeout as delay } from 'node:timers/promises';
import { isObject } from '../../../../contracts/kernel/is-object.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, McpProgress } from '../../../../domain/mcp/upstream.ts';
import { missingCapabilities } from '../client-capabilities.ts';
import { rpcCodes } from '../json-rpc.ts';

/** Where progress and logs of the present HTTP request go. */
export interface RoundSink {
  progress(progress: McpProgress): void;
  log(params: JsonObject): void;
}

export type InputRequests = Record<string, { method: string; params: JsonObject }>;
export type RoundOutcome = { readonly result: JsonObject } | { readonly inputs: InputRequests };

interface WaitingInput {
  readonly method: string;
  readonly params: JsonObject;
  answer(response: JsonObject): void;
  refuse(error: Error): void;
}

/** Servers ask several things at once by sending them one after the other; the client gets them together. */
const gatherMs = 15;

/** A legacy server may name what it asks for; a client can then bring the answer along with the first request. */
const inputKeyMeta = 'throughline/inputKey';

/** A call of a server that goes on while its client comes and goes with answers (2026-07-28, input-required results). */
export class OngoingCall {
  readonly #run: (exchange: Exchange) => Promise<JsonObject>;
  readonly #declared: JsonObject;
  readonly #controller = new AbortController();
  readonly #waiting = new Map<string, WaitingInput>();
  readonly #ended = Promise.withResolvers<void>();
  #changed = Promise.withResolvers<void>();
  #refused: JsonObject = {};
  #early: JsonObject = {};
  #sink: RoundSink | null = null;
  #asked = 0;
  #started = false;
  #over: { result: JsonObject } | { error: unknown } | null = null;

  /** `declared` are the capabilities of the client. The call starts with the first round. */
  constructor(run: (exchange: Exchange) => Promise<JsonObject>, declared: JsonObject) {
    this.#run = run;
    this.#declared = declared;
  }

  /**
   * Gives the server the answers and waits for what it needs next, or for its result. Rejects with the server's error,
   * or with `MissingRequiredClientCapability` when it failed after it was refused something.
   */
  async round(sink: RoundSink, answers: JsonObject): Promise<RoundOutcome> {
    this.#sink = sink;
    this.#early = answers;
    for (const [key, input] of this.#waiting)
      if (isObject(answers[key])) {
        this.#waiting.delete(key);
        input.answer(answers[key]);
      }
    if (!this.#started) this.#start();
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- waits for one change after the other
      const outcome = await this.#next();
      if (outcome) return outcome;
    }
  }

  cancel(reason: string): void {
    for (const input of this.#waiting.values()) input.refuse(new RpcError(rpcCodes.internal, reason));
    this.#waiting.clear();
    this.#controller.abort(new Error(reason));
  }

  #start(): void {
    this.#started = true;
    const end = (over: { result: JsonObject } | { error: unknown }): void => {
      this.#over = over;
      this.#changed.resolve();
      this.#ended.resolve();
    };
    this.#run({
      signal: this.#controller.signal,
      onProgress: (progress) => this.#sink?.progress(progress),
      onLog: (params) => this.#sink?.log(params),
      onRequest: (method, params) => this.#ask(method, params),
    }).then(
      (result) => end({ result }),
      (error: unknown) => end({ error }),
    );
  }

  async #ask(method: string, params: JsonObject): Promise<JsonObject> {
    const missing = missingCapabilities(method, params, this.#declared);
    if (missing) {
      this.#refused = { ...this.#refused, ...missing };
      throw new RpcError(rpcCodes.methodNotFound, `The client does not support ${method}`);
    }
    const key = this.#keyOf(method, params);
    const early = this.#early[key];
    if (isObject(early)) return early;
    const { promise, resolve, reject } = Promise.withResolvers<JsonObject>();
    this.#waiting.set(key, { method, params: withoutMeta(params), answer: resolve, refuse: reject });
    this.#changed.resolve();
    return promise;
  }

  #keyOf(method: string, params: JsonObject): string {
    this.#asked += 1;
    const named = isObject(params['_meta']) ? params['_meta'][inputKeyMeta] : undefined;
    if (typeof named === 'string' && named !== '' && !this.#waiting.has(named)) return named;
    return `${method.replace(/\/.*$/, '')}-${this.#asked}`;
  }

  async #next(): Promise<RoundOutcome | null> {
    this.#changed = Promise.withResolvers<void>();
    if (!this.#over && this.#waiting.size === 0) await this.#changed.promise;
    if (!this.#over) await Promise.race([delay(gatherMs, undefined, { ref: false }), this.#ended.promise]);
    if (this.#over) return this.#outcome(this.#over);
    const inputs = [...this.#waiting].map(([key, { method, params }]) => [key, { method, params }] as const);
    return inputs.length > 0 ? { inputs: Object.fromEntries(inputs) } : null;
  }

  #outcome(over: { result: JsonObject } | { error: unknown }): RoundOutcome {
    const failed = 'error' in over || over.result['isError'] === true;
    if (failed && Object.keys(this.#refused).length > 0) throw missingCapabilityError(this.#refused);
    if ('error' in over) throw over.error;
    return over;
  }
}

const withoutMeta = (params: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(params).filter(([key]) => key !== '_meta'));

export const missingCapabilityError = (requiredCapabilities: JsonObject): RpcError =>
  new RpcError(
    rpcCodes.missingCapability,
    `This needs a client that supports ${Object.keys(requiredCapabilities).join(', ')}`,
    { requiredCapabilities },
  );
