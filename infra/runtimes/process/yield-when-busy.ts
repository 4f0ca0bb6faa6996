import type { ControlGroup } from './control-groups.ts';

const LOOK_EVERY_MS = 250;
/** Of one core, within one look. */
const BUSY_FROM = 0.5;
const CALM_BELOW = 0.25;

/**
 * A server that keeps a processor busy works only while nobody else wants that processor, until it calms down: who answers
 * short calls beside it does not wait for it. Returns how to stop looking.
 */
export const yieldWhenBusy = ({ cpuMs, setIdle }: Pick<ControlGroup, 'cpuMs' | 'setIdle'>): (() => void) => {
  let known: { atMs: number; usedMs: number } | undefined;
  let isIdle = false;
  const look = async (): Promise<void> => {
    const usedMs = await cpuMs();
    if (usedMs === null) return stop();
    const atMs = performance.now();
    const share = known === undefined ? 0 : (usedMs - known.usedMs) / (atMs - known.atMs);
    known = { atMs, usedMs };
    const shouldBeIdle = share > (isIdle ? CALM_BELOW : BUSY_FROM);
    if (shouldBeIdle === isIdle) return;
    isIdle = shouldBeIdle;
    await setIdle(isIdle);
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  const stop = (): void => clearInterval(timer);
  return stop;
};
