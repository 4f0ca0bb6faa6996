import { setTimeout as delay } from 'node:timers/promises';
import { inputKeyMeta } from '../../../../contracts/agent.ts';
import { isObject } from '../../../../contracts/kernel/is-object.ts';
import { ParkedCall } from '../../../../domain/mcp/parked-call.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, McpProgress, Park } from '../../../../domain/mcp/upstream.ts';
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

/** A call of a server that goes on while its client comes and goes with answers (2026-07-28, input-required results). */
export class OngoingCall {
  readonly park: Omit<Park, 'onKept'>;
  /** It goes on without this process, and can be joined by any. */
  isKept = false;
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
  constructor(run: (exchange: Exchange) => Promise<JsonObject>, declared: JsonObject, park: Omit<Park, 'onKept'>) {
    this.#run = run;
    this.#declared = declared;
    this.park = park;
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
    // First: what the server asked may be asked elsewhere by now, and is not refused from here then.
    this.#controller.abort(new Error(reason));
    for (const input of this.#waiting.values()) input.refuse(new RpcError(rpcCodes.internal, reason));
    this.#waiting.clear();
  }

  /** Lets a kept call go on without this process, once its client knows what it is asked. */
  leave(): void {
    this.#controller.abort(new ParkedCall({ resultType: 'input_required', inputRequests: this.#inputs() }));
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
      park: { ...this.park, onKept: () => (this.isKept = true) },
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
    return this.#waiting.size > 0 ? { inputs: this.#inputs() } : null;
  }

  #inputs(): InputRequests {
    return Object.fromEntries([...this.#waiting].map(([key, { method, params }]) => [key, { method, params }]));
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
