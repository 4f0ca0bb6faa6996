import type { GatewayCaller } from '../../domain/mcp/gateway.ts';
import { createLimiter, takeOne, type RateLimitOptions } from './rate-limit.ts';

/** Ten times a second, over a minute. */
const callsPerMinute = 600;

/** Counts a caller's calls of one tool, over all processes that share a Redis. Throws `rate_limited`. */
export const createCallLimit = ({ redis, factor = 1 }: RateLimitOptions) => {
  const points = Math.ceil(callsPerMinute * factor);
  const limiter = createLimiter({ name: 'mcp-call', points, durationSeconds: 60, redis });
  return ({ identity }: Pick<GatewayCaller, 'identity'>, server: string, tool: string): Promise<void> =>
    takeOne(limiter, [identity.workspaceId, identity.id, server, tool].join(':'));
};
