import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Failure } from '../../../../contracts/kernel/fail.ts';
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
  /** Puts a call aside, here unless its server's agent keeps it, and answers the `requestState` that finds it again. */
  keep(call: OngoingCall, request: string): string;
  /** Takes a call back; null: it does not wait here. */
  take(key: string): OngoingCall | null;
  readonly size: number;
}

interface Kept {
  readonly call: OngoingCall;
  readonly timer: NodeJS.Timeout;
}

const State = z.tuple([z.string(), z.string(), z.string()]);
const maxStateLength = 1_000;

/** What a retry must repeat: method, target and arguments. */
export const requestFingerprint = (method: string, params: JsonObject): string =>
  createHash('sha256')
    .update(JSON.stringify([method, params['name'] ?? params['uri'], params['arguments'] ?? {}]))
    .digest('base64url');

/**
 * The key of the call that a `requestState` finds. Fails with -32602 when it was changed, or is of another caller or request.
 */
export const readState = (sealer: EdgeSealer, state: unknown, owner: string, request: string): string => {
  const [key, ofOwner, ofRequest] = openState(sealer, state);
  if (ofOwner !== owner) throw callIsGone();
  if (ofRequest !== request) throw stateError('This requestState belongs to another request.');
  return key;
};

/** What a retry hears whose call is over, was lost with its server, or waits in another process alone; else the error itself. */
export const rejoinError = (error: unknown): unknown =>
  error instanceof Failure && error.code === 'mcp_call_interrupted' ? callIsGone() : error;

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
    const own = [...kept].filter(([, { call }]) => call.park.owner === owner);
    const [oldest] = own.length >= limits.waitingPerCaller ? own : kept.size >= limits.waitingInAll ? kept : [];
    if (oldest) drop(oldest[0], 'Too many calls wait for input');
  };
  return {
    keep: (call, request) => {
      const { key, owner } = call.park;
      if (call.isKept) call.leave();
      else {
        makeRoom(owner);
        const timer = setTimeout(() => drop(key, 'No answer came in time'), limits.inputWaitMs).unref();
        kept.set(key, { call, timer });
      }
      return Buffer.from(sealer.seal(Buffer.from(JSON.stringify([key, owner, request])))).toString('base64url');
    },
    take: (key) => {
      const entry = kept.get(key);
      clearTimeout(entry?.timer);
      kept.delete(key);
      return entry?.call ?? null;
    },
    get size() {
      return kept.size;
    },
    [Symbol.dispose]: () => {
      for (const key of kept.keys()) drop(key, 'The gateway stops');
    },
  };
};

const openState = (sealer: EdgeSealer, state: unknown): z.infer<typeof State> => {
  if (typeof state !== 'string' || state.length > maxStateLength || !/^[\w-]+$/.test(state))
    throw stateError('This requestState is not one of ours.');
  try {
    return State.parse(JSON.parse(Buffer.from(sealer.open(Buffer.from(state, 'base64url'))).toString('utf8')));
  } catch {
    throw stateError('This requestState was changed.');
  }
};

const stateError = (message: string): RpcError => new RpcError(rpcCodes.invalidParams, message);

const callIsGone = (): RpcError =>
  stateError('The call that asked for this does not wait any more; call again without requestState.');

/** `inputResponses` of a request. Fails with -32602 when they are not objects by key. */
export const inputResponsesOf = (params: JsonObject): JsonObject => {
  const responses = params['inputResponses'];
  if (responses === undefined) return {};
  if (!isObject(responses) || !Object.values(responses).every(isObject))
    throw new RpcError(rpcCodes.invalidParams, 'inputResponses must hold an object for each key.');
  return responses;
};
