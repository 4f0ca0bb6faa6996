import type { EventEmitter } from 'node:events';

/** One Ctrl-C comes several times within moments: from the terminal, and passed on by npm and by start.mjs. */
const SAME_WISH_MS = 1_000;

/** The first signal ends every part in order; a second wish ends at once, and the parts with it. */
export function onEndSignals(end: { inOrder(): void; atOnce(): void }, signals: EventEmitter = process): void {
  let firstAtMs: number | undefined;
  const asked = () => {
    if (firstAtMs !== undefined && performance.now() - firstAtMs > SAME_WISH_MS) return end.atOnce();
    if (firstAtMs === undefined) end.inOrder();
    firstAtMs ??= performance.now();
  };
  signals.on('SIGINT', asked);
  signals.on('SIGTERM', asked);
}
