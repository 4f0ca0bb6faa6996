export interface BreakerOptions {
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** 0 ≤ x < 1; spreads the probes of several processes. */
  readonly random?: () => number;
}

export interface Breaker {
  /** Null when the way is free (the caller of a half-open breaker is its probe); otherwise why not. */
  enter(): { reason: string; retryAfterMs: number } | null;
  succeeded(): void;
  failed(reason: string): void;
  /** The call ended without a word about the server, such as a cancelled one: a probe's place is free again. */
  left(): void;
  readonly state: 'closed' | 'open' | 'half-open';
}

const failures = 5;
const windowMs = 30_000;
const firstDelayMs = 1_000;
const maxDelayMs = 60_000;

/**
 * Circuit breaker of one server: five failures in a row within 30 s open it, and calls fail at once. After a delay one call goes
 * through as a probe: it closes the breaker, or doubles the delay (1 s up to 60 s). It always tries again by itself.
 */
export const createBreaker = ({ now, random = Math.random }: BreakerOptions): Breaker => {
  let recent: number[] = [];
  let opened: { until: number; delayMs: number; reason: string; probing: boolean } | null = null;

  const open = (delayMs: number, reason: string) => {
    opened = { until: now() + delayMs * (1 + random() * 0.2), delayMs, reason, probing: false };
  };
  return {
    enter: () => {
      if (!opened) return null;
      const waitMs = opened.until - now();
      if (waitMs > 0 || opened.probing) return { reason: opened.reason, retryAfterMs: Math.max(0, waitMs) };
      opened.probing = true;
      return null;
    },
    succeeded: () => {
      opened = null;
      if (recent.length > 0) recent = [];
    },
    failed: (reason) => {
      if (opened) {
        // Calls that began before it opened end late; only the probe's word counts.
        if (opened.probing) open(Math.min(opened.delayMs * 2, maxDelayMs), reason);
        return;
      }
      recent = [...recent.filter((at) => at > now() - windowMs), now()];
      if (recent.length >= failures) open(firstDelayMs, reason);
    },
    left: () => {
      if (opened) opened.probing = false;
    },
    get state() {
      if (!opened) return 'closed';
      return opened.until > now() ? 'open' : 'half-open';
    },
  };
};
