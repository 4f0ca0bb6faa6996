import { fail } from '../contracts/kernel/fail.ts';

export interface TurnLimits {
  readonly maxAtOnce: number;
  readonly maxWaiting: number;
}

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs at most `maxAtOnce` pieces of work, the others in order. Throws `service_unavailable` when too many wait. */
export const createTurns = ({ maxAtOnce, maxWaiting }: TurnLimits): InTurn => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= maxAtOnce) {
      if (waiting.length >= maxWaiting) throw fail('service_unavailable');
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    } else running += 1;
    try {
      return await work();
    } finally {
      // The place goes straight to who waits longest, so `running` stays as it is.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
