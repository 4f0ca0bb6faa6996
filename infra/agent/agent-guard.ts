import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  circuitBreaker,
  ConsecutiveBreaker,
  handleWhen,
  wrap,
} from 'cockatiel';
import { fail, Failure } from '../../contracts/kernel/fail.ts';

export interface AgentGuardOptions {
  /** So many in a row that did not reach the agent stop the rest from trying. */
  readonly failures: number;
  /** Then one of them tries again. */
  readonly probeAfterMs: number;
  readonly atOnce: number;
  readonly queued: number;
  readonly perSecond: number;
}

export const agentGuardOptions: AgentGuardOptions = {
  failures: 3,
  probeAfterMs: 1_000,
  atOnce: 256,
  queued: 1_024,
  perSecond: 200,
};

export type AgentGuard = <Result>(act: () => Promise<Result>) => Promise<Result>;

/**
 * Breaker with a half-open probe and a rate limit in front of an agent: a dead one is answered for at once with
 * `agent_unreachable`, a busy one with `rate_limited`.
 */
export const createAgentGuard = (
  { failures, probeAfterMs, atOnce, queued, perSecond }: AgentGuardOptions = agentGuardOptions,
  nowMs: () => number = () => performance.now(),
): AgentGuard => {
  const isUnreachable = (error: unknown): boolean => error instanceof Failure && error.code === 'agent_unreachable';
  const breaker = circuitBreaker(handleWhen(isUnreachable), {
    breaker: new ConsecutiveBreaker(failures),
    halfOpenAfter: probeAfterMs,
  });
  const policy = wrap(bulkhead(atOnce, queued), breaker);
  const burst = perSecond * 2;
  let left = burst;
  let filledMs = nowMs();
  const takeToken = (): void => {
    const now = nowMs();
    left = Math.min(burst, left + ((now - filledMs) / 1_000) * perSecond);
    filledMs = now;
    if (left < 1) throw fail('rate_limited', { retryAfterSeconds: 1 });
    left -= 1;
  };
  return async (act) => {
    takeToken();
    try {
      return await policy.execute(act);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw fail('agent_unreachable', {}, { cause: error });
      if (error instanceof BulkheadRejectedError)
        throw fail('rate_limited', { retryAfterSeconds: 1 }, { cause: error });
      throw error;
    }
  };
};
