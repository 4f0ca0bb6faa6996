import { setTimeout as delay } from 'node:timers/promises';

const firstPauseMs = 250;
const longestPauseMs = 2_000;

interface Waiting<T> {
  /** Looks once. */
  look: () => Promise<T>;
  isDone: (seen: T) => boolean;
  /** The instant of `performance.now()` after which no further look is taken. */
  until: number;
  signal: AbortSignal;
}

/** Looks, ever less often, until it is done or the time is over, and returns what was seen last. */
export const waitUntil = async <T>({ look, isDone, until, signal }: Waiting<T>): Promise<T> => {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.3, longestPauseMs)) {
    const seen = await look();
    const leftMs = until - performance.now();
    if (isDone(seen) || leftMs <= 0) return seen;
    await delay(Math.min(pauseMs, leftMs), undefined, { signal });
  }
};
