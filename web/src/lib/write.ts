import type { z } from 'zod';
import { CallError, type Caller, type CallInput } from '../../../contracts/kernel/client.ts';
import type { Endpoint } from '../../../contracts/kernel/endpoint.ts';

const pausesMs = [400, 1500];

/** 128 random bits as hex; `crypto.randomUUID` is missing on origins without TLS. */
export const randomKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const wasMaybeLost = (error: unknown): boolean =>
  error instanceof CallError &&
  (error.status === 0 || error.status >= 502 || error.code === 'idempotency_key_in_flight');

/** Sends a write, and sends it again under the same key when its answer may have been lost on the way. */
export const writeOnce = async <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  call: Caller,
  endpoint: Endpoint<P, Q, B, R>,
  input: CallInput<z.input<P>, z.input<Q>, z.input<B>>,
): Promise<z.output<R>> => {
  const idempotencyKey = input.idempotencyKey ?? randomKey();
  for (const pauseMs of pausesMs) {
    try {
      return await call(endpoint, { ...input, idempotencyKey });
    } catch (error) {
      if (!wasMaybeLost(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return call(endpoint, { ...input, idempotencyKey });
};
