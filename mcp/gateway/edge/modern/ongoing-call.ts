import { setTimeout as delay } from 'node:timers/promises';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, McpProgress } from '../../../../domain/mcp/upstream.ts';
import { missingCapabilities } from '../client-capabilities.ts';
import { isObject, rpcCodes } from '../json-rpc.ts';

/** Where progress and logs of the present HTTP request go. */
export interface RoundSink {
  progress(progress: McpProgress): void;
  log(params: JsonObject): void;
}

export type InputRequests = Record<string, { method: string; params: JsonObject }>;
export type RoundOutcome = { readonly result: JsonObject } | { readonly inputs: InputRequests };

/** A call of a server that goes on while its client comes and goes with answers (2026-07-28, input-required results). */
export interface OngoingCall {
  /**
   * Gives the server the answers and waits for what it needs next, or for its result. Rejects with the server's error,
   * or with `MissingRequiredClientCapability` when it failed after it was refused something.
   */
  round(sink: RoundSink, answers: JsonObject): Promise<RoundOutcome>;
  cancel(reason: string): void;
}

interface WaitingInput {
  readonly method: string;
  readonly params: JsonObject;
  readonly answer: (response: JsonObject) => void;
  readonly refuse: (error: Error) => void;
}

/** Servers ask several things at once by sending them one after the other; the client gets them together. */
const gatherMs = 15;

/** A legacy server may name what it asks for; a client can then bring the answer along with the first request. */
const inputKeyMeta = 'throughline/inputKey';

export const startCall = (run: (exchange: Exchange) => Promise<JsonObject>, declared: JsonObject): OngoingCall => {
  const controller = new AbortController();
  const waiting = new Map<string, WaitingInput>();
  const refused: JsonObject = {};
  let early: JsonObject = {};
  let sink: RoundSink | null = null;
  let asked = 0;
  let over: { result: JsonObject } | { error: unknown } | null = null;
  let started = false;
  let change = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();

  const keyOf = (method: string, params: JsonObject): string => {
    asked += 1;
    const named = isObject(params['_meta']) ? params['_meta'][inputKeyMeta] : undefined;
    return typeof named === 'string' && named !== '' && !waiting.has(named)
      ? named
      : `${method.replace(/\/.*$/, '')}-${asked}`;
  };
  const onRequest = async (method: string, params: JsonObject): Promise<JsonObject> => {
    const missing = missingCapabilities(method, params, declared);
    if (missing) {
      Object.assign(refused, missing);
      throw new RpcError(rpcCodes.methodNotFound, `The client does not support ${method}`);
    }
    const key = keyOf(method, params);
    const answer = early[key];
    if (isObject(answer)) return answer;
    return new Promise((resolve, reject) => {
      waiting.set(key, { method, params: withoutMeta(params), answer: resolve, refuse: reject });
      change.resolve();
    });
  };
  const start = (): void => {
    started = true;
    const exchange: Exchange = {
      signal: controller.signal,
      onProgress: (progress) => sink?.progress(progress),
      onLog: (params) => sink?.log(params),
      onRequest,
    };
    run(exchange)
      .then((result) => ({ result }))
      .catch((error: unknown) => ({ error }))
      .then((outcome) => {
        over = outcome;
        change.resolve();
        ended.resolve();
      });
  };
  const outcome = (): RoundOutcome | null => {
    if (!over) return null;
    const isRefusal = Object.keys(refused).length > 0 && ('error' in over || over.result['isError'] === true);
    if (isRefusal) throw missingCapabilityError(refused);
    if ('error' in over) throw over.error;
    return over;
  };
  const nextChange = async (): Promise<void> => {
    change = Promise.withResolvers<void>();
    if (!over && waiting.size === 0) await change.promise;
  };

  return {
    round: async (roundSink, answers) => {
      sink = roundSink;
      early = answers;
      for (const [key, input] of waiting)
        if (isObject(answers[key])) {
          waiting.delete(key);
          input.answer(answers[key]);
        }
      if (!started) start();
      for (;;) {
        await nextChange();
        if (!over) await Promise.race([delay(gatherMs, undefined, { ref: false }), ended.promise]);
        const end = outcome();
        if (end) return end;
        if (waiting.size > 0) return { inputs: Object.fromEntries([...waiting].map(shown)) };
      }
    },
    cancel: (reason) => {
      for (const input of waiting.values()) input.refuse(new RpcError(rpcCodes.internal, reason));
      waiting.clear();
      controller.abort(new Error(reason));
    },
  };
};

const shown = ([key, { method, params }]: [string, WaitingInput]): [string, { method: string; params: JsonObject }] => [
  key,
  { method, params },
];

const withoutMeta = ({ _meta, ...params }: JsonObject): JsonObject => params;

const missingCapabilityError = (requiredCapabilities: JsonObject): RpcError =>
  new RpcError(
    rpcCodes.missingCapability,
    `This needs a client that supports ${Object.keys(requiredCapabilities).join(', ')}`,
    { requiredCapabilities },
  );
