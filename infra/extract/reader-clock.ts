import type { Usage } from './process-tree.ts';

export type TimeLimits = {
  /** Processor time from one part to the next, start included. */
  partCpuMs: number;
  /** Processor time for a whole document. */
  totalCpuMs: number;
  /** How long a reader may neither compute nor wait for a core. */
  idleMs: number;
  /** Longest time from one part to the next on a machine that has hardly a core for it. */
  partWallMs: number;
};

/** Why a reader has to end: it computes without end, it waits for nothing, or the machine has no time for it. */
export type Overdue = 'computes' | 'hangs' | 'starves';

/** Looks come more often. A longer time is one in which we did not run either, such as that of a paused container. */
const LONGEST_GAP_MS = 1_000;
/** Where the system does not tell what a process uses, so much of the time is taken for computing. */
const UNKNOWN_CPU_SHARE = 0.1;

/** Measures a reader by what it uses itself, so that a busy machine makes no document a slow one. */
export class ReaderClock {
  readonly #limits: TimeLimits;
  #lookedAtMs: number;
  #now = { wallMs: 0, cpuMs: 0, waitedMs: 0 };
  #part = this.#now;

  /** `nowMs` is monotonic, here and below. */
  constructor(limits: TimeLimits, nowMs: number) {
    this.#limits = limits;
    this.#lookedAtMs = nowMs;
  }

  /** What was used until the last look was for parts that have come. */
  beginPart(): void {
    this.#part = this.#now;
  }

  look({ cpuMs, waitedMs }: Usage, nowMs: number): Overdue | null {
    const wallMs = this.#now.wallMs + Math.min(nowMs - this.#lookedAtMs, LONGEST_GAP_MS);
    this.#lookedAtMs = nowMs;
    this.#now = { wallMs, cpuMs: waitedMs === null ? wallMs * UNKNOWN_CPU_SHARE : cpuMs, waitedMs: waitedMs ?? 0 };
    const { partCpuMs, totalCpuMs, idleMs, partWallMs } = this.#limits;
    const partMs = wallMs - this.#part.wallMs;
    const partUsedMs = this.#now.cpuMs - this.#part.cpuMs;
    if (partUsedMs > partCpuMs || this.#now.cpuMs > totalCpuMs) return 'computes';
    if (waitedMs === null) return null;
    if (partMs - partUsedMs - (waitedMs - this.#part.waitedMs) > idleMs) return 'hangs';
    return partMs > partWallMs ? 'starves' : null;
  }
}
