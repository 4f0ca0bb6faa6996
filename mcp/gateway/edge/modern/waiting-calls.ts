import { Buffer } from 'node:buffer';
import { createHash, randomUUID } from 'node:crypto';
import { isObject } from '../../../../contracts/kernel/is-object.ts';
import { RpcError } from '../../../../domain/mcp/rpc-error.ts';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import type { EdgeLimits, EdgeSealer } from '../edge-parts.ts';
import { rpcCodes } from '../json-rpc.ts';
import type { OngoingCall } from './ongoing-call.ts';

/**
 * Calls whose server waits for a client's answer. The client holds the key inside a sealed `requestState`, so it can
 * neither guess nor change it, and only the caller who started the call, asking for the same thing, may go on with it.
 */
export interface WaitingCalls extends Disposable {
  /** Puts a call aside and answers the `requestState` that finds it again, once. */
  keep(call: OngoingCall, owner: string, request: string): string;
  /**
   * Takes a call back. Fails with -32602 for a state that was changed, used before, or is of a call that is over or waits in
   * another process: the answers of one process are of no use to the server's call of another.
   */
  take(requestState: unknown, owner: string, request: string): OngoingCall;
  readonly size: number;
}

interface Kept {
  readonly call: OngoingCall;
  readonly owner: string;
  readonly request: string;
  readonly timer: NodeJS.Timeout;
}

/** What a retry must repeat: method, target and arguments. */
export const requestFingerprint = (method: string, params: JsonObject): string =>
  createHash('sha256')
    .update(JSON.stringify([method, params['name'] ?? params['uri'], params['arguments'] ?? {}]))
    .digest('base64url');

export const createWaitingCalls = (sealer: EdgeSealer, limits: EdgeLimits): WaitingCalls => {
  const kept = new Map<string, Kept>();
  const drop = (key: string, reason: string): void => {
    const entry = kept.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    kept.delete(key);
    entry.call.cancel(reason);
  };
  const makeRoom = (owner: string): void => {
    const own = [...kept].filter(([, entry]) => entry.owner === owner);
    const [oldest] = own.length >= limits.waitingPerCaller ? own : kept.size >= limits.waitingInAll ? kept : [];
    if (oldest) drop(oldest[0], 'Too many calls wait for input');
  };
  return {
    keep: (call, owner, request) => {
      makeRoom(owner);
      const key = randomUUID();
      const timer = setTimeout(() => drop(key, 'No answer came in time'), limits.inputWaitMs).unref();
      kept.set(key, { call, owner, request, timer });
      return Buffer.from(sealer.seal(Buffer.from(key))).toString('base64url');
    },
    take: (requestState, owner, request) => {
      const key = openState(sealer, requestState);
      const entry = kept.get(key);
      if (!entry || entry.owner !== owner)
        throw stateError('The call that asked for this does not wait here any more; call again without requestState.');
      if (entry.request !== request) throw stateError('This requestState belongs to another request.');
      clearTimeout(entry.timer);
      kept.delete(key);
      return entry.call;
    },
    get size() {
      return kept.size;
    },
    [Symbol.dispose]: () => {
      for (const key of kept.keys()) drop(key, 'The gateway stops');
    },
  };
};

const openState = (sealer: EdgeSealer, state: unknown): string => {
  if (typeof state !== 'string' || state.length > 500 || !/^[\w-]+$/.test(state))
    throw stateError('This requestState is not one of ours.');
  try {
    return Buffer.from(sealer.open(Buffer.from(state, 'base64url'))).toString('utf8');
  } catch {
    throw stateError('This requestState was changed.');
  }
};

const stateError = (message: string): RpcError => new RpcError(rpcCodes.invalidParams, message);

/** `inputResponses` of a request. Fails with -32602 when they are not objects by key. */
export const inputResponsesOf = (params: JsonObject): JsonObject => {
  const responses = params['inputResponses'];
  if (responses === undefined) return {};
  if (!isObject(responses) || !Object.values(responses).every(isObject))
    throw new RpcError(rpcCodes.invalidParams, 'inputResponses must hold an object for each key.');
  return responses;
};
