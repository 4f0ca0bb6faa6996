import type { Conduct } from './control-group-files.ts';
import type { ControlGroup } from './control-groups.ts';
import { lookRegularly } from './look-regularly.ts';

/** Of one core, between two looks. */
const BUSY_ABOVE = 0.5;
/** Long enough that who works in bursts is not let in again before each. */
const CALM_AFTER_MS = 10_000;
/** An interpreter that loads its package is no hog yet. */
const STARTS_WITHIN_MS = 5_000;

/** What a server is, by its age and by when it was last seen busy. */
const conductOf = (ageMs: number, sinceBusyMs: number): Conduct => {
  if (sinceBusyMs >= CALM_AFTER_MS) return 'calm';
  return ageMs < STARTS_WITHIN_MS || sinceBusyMs >= ageMs ? 'starting' : 'busy';
};

/** Looks how much of the cores a server takes until it ended, and has it treated accordingly. */
export const watchConduct = (group: ControlGroup, ended: Promise<unknown>): void => {
  const startedMs = performance.now();
  let last = { ms: startedMs, cpuMs: group.cpuMs() };
  let busyMs = startedMs;
  let conduct: Conduct = 'starting';
  const look = (): void => {
    const now = { ms: performance.now(), cpuMs: group.cpuMs() };
    if (now.cpuMs === null || last.cpuMs === null) return;
    if (now.cpuMs - last.cpuMs > (now.ms - last.ms) * BUSY_ABOVE) busyMs = now.ms;
    last = now;
    const next = conductOf(now.ms - startedMs, now.ms - busyMs);
    if (next === conduct) return;
    conduct = next;
    // It may have ended meanwhile.
    void group.treat(next).catch(() => undefined);
  };
  lookRegularly(look, ended);
};
