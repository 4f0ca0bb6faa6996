import { setTimeout as delay } from 'node:timers/promises';

/** An engine or cluster that is away for a moment must not leave anything behind. What one that stays away leaves, the next agent removes. */
export const removeSurely = async (
  remove: () => Promise<void>,
  { withinMs, everyMs }: { readonly withinMs: number; readonly everyMs: number },
): Promise<void> => {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const isDone = await remove().then(
      () => true,
      () => false,
    );
    if (isDone || performance.now() > untilMs) return;
    await delay(everyMs);
  }
};
