import { fail } from '../../contracts/kernel/fail.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange } from '../../domain/mcp/upstream.ts';

/** Even a call that reports progress ends some day. */
const longestCallMs = 86_400_000;
/** A server that asks without end must not fill the memory of those who wait for the answers. */
const maxOpenQuestions = 32;

/**
 * Runs a call against the clock. Progress starts the clock anew (for 24 hours at most), and it stands still while the
 * server waits for an answer of a person. Fails with `mcp_call_timeout`, and cancels the call on the server.
 */
export const withClock = async <T>(
  name: string,
  timeoutMs: number,
  exchange: Exchange | undefined,
  run: (exchange: Exchange) => Promise<T>,
): Promise<T> => {
  const cancel = new AbortController();
  const late = () => fail('mcp_call_timeout', { name, seconds: Math.round(timeoutMs / 1000) });
  let paused = 0;
  let expire: (error: Error) => void = () => {};
  const expired = new Promise<never>((_, reject) => (expire = reject));
  const end = () => {
    const error = late();
    expire(error);
    cancel.abort(error);
  };
  let timer = setTimeout(end, Math.min(timeoutMs, 2_147_483_647));
  const restart = () => {
    clearTimeout(timer);
    if (paused === 0) timer = setTimeout(end, Math.min(timeoutMs, 2_147_483_647));
  };
  const last = exchange?.timeoutMs === undefined ? setTimeout(end, longestCallMs) : undefined;
  const { onProgress, onRequest, signal } = exchange ?? {};
  const abort = () => {
    const reason = toError(signal?.reason);
    expire(reason);
    cancel.abort(reason);
  };
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const running = run({
      ...exchange,
      signal: cancel.signal,
      onProgress: (progress) => {
        restart();
        onProgress?.(progress);
      },
      ...(onRequest && {
        onRequest: async (method, params) => {
          if (paused >= maxOpenQuestions) throw new RpcError(-32_603, 'Too many questions wait for an answer');
          paused += 1;
          clearTimeout(timer);
          try {
            return await onRequest(method, params);
          } finally {
            paused -= 1;
            restart();
          }
        },
      }),
    });
    return await Promise.race([running, expired]);
  } finally {
    clearTimeout(timer);
    clearTimeout(last);
    signal?.removeEventListener('abort', abort);
    paused = Infinity;
  }
};

const toError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error('the caller cancelled'));
