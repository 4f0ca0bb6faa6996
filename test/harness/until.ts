import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is there; fails with the last thing seen when it does not come in time. */
export const until = async <T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  { timeoutMs = 120_000, everyMs = 50 } = {},
): Promise<T> => {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const answer = await ask();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error;
    }
    await wait(everyMs);
  }
  throw new Error(
    `${what} did not happen within ${timeoutMs} ms; last: ${last instanceof Error ? last.message : JSON.stringify(last)}`,
  );
};
