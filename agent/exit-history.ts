import type { AgentTimings } from './agent-timings.ts';

/** What to do after a process ended by itself. */
export type Verdict = { readonly restartAfterMs: number } | 'quarantine';

/** Remembers exits for backoff (1 s·2ⁿ with jitter, at most 60 s) and quarantine (5 in 5 minutes). */
export class ExitHistory {
  readonly #timings: AgentTimings;
  readonly #random: () => number;
  #exits: number[] = [];
  #inRow = 0;

  constructor(timings: AgentTimings, random: () => number = Math.random) {
    this.#timings = timings;
    this.#random = random;
  }

  /** @param nowMs any steady clock; @param ranMs how long the process had run */
  exited(nowMs: number, ranMs: number): Verdict {
    const { quarantineExits, quarantineWindowMs, healthyAfterMs, firstBackoffMs, longestBackoffMs } = this.#timings;
    this.#exits = [...this.#exits.filter((at) => at > nowMs - quarantineWindowMs), nowMs];
    if (this.#exits.length >= quarantineExits) return 'quarantine';
    if (ranMs >= healthyAfterMs) this.#inRow = 0;
    const wholeMs = Math.min(firstBackoffMs * 2 ** this.#inRow, longestBackoffMs);
    this.#inRow += 1;
    // Half fixed, half by chance: servers that fell together do not come back together.
    return { restartAfterMs: wholeMs * (0.5 + this.#random() / 2) };
  }

  clear(): void {
    this.#exits = [];
    this.#inRow = 0;
  }
}
