import { setTimeout as wait } from 'node:timers/promises';

/** A wait that grows from round to round up to a bound, with jitter so that many do not come back at once. */
export const createPause = () => {
  let wakeUp = new AbortController();
  return {
    /** Ends early, without an error, when the signal is aborted or `wake` is called. */
    wait: async (
      { firstMs, maxMs }: { firstMs: number; maxMs: number },
      round: number,
      signal: AbortSignal,
    ): Promise<void> => {
      wakeUp = new AbortController();
      const fullMs = Math.min(maxMs, firstMs * 2 ** Math.min(round, 16));
      const delayMs = fullMs * (0.5 + Math.random() / 2);
      await wait(delayMs, undefined, { signal: AbortSignal.any([signal, wakeUp.signal]) }).catch(() => undefined);
    },
    wake: (): void => wakeUp.abort(),
  };
};
