import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import { limitUnder } from '../../domain/quotas/quota-store.ts';
import type { RememberedQuotas } from '../../domain/quotas/remembered-quotas.ts';
import { createLimiter, takeOne, type RateLimitOptions } from './rate-limit.ts';

/** Calls of one tool that the installation allows one caller in a minute: ten a second, times the factor. */
export const mostCallsPerMinute = (factor: number): number => Math.ceil(600 * factor);

export interface CallLimitOptions extends RateLimitOptions {
  readonly quotas: Pick<RememberedQuotas, 'get'>;
}

/**
 * Counts a caller's calls of one tool, over all processes that share a Redis. Throws `rate_limited`. A workspace may
 * have set a lower limit; while that cannot be read, the installation's holds.
 */
export const createCallLimit = ({ redis, factor = 1, quotas }: CallLimitOptions) => {
  const points = mostCallsPerMinute(factor);
  const limiter = createLimiter({ name: 'mcp-call', points, durationSeconds: 60, redis });
  return async ({ identity }: Pick<GatewayCaller, 'identity'>, server: string, tool: string): Promise<void> => {
    const { workspaceId, id } = identity;
    const own = await quotas.get(workspaceId).then(
      ({ callsPerMinute }) => callsPerMinute,
      () => null,
    );
    await takeOne(limiter, [workspaceId, id, server, tool].join(':'), limitUnder(points, own));
  };
};
