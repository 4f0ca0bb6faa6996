import { type Client, isGrpcServiceError } from '@temporalio/client';
import { fail } from '../contracts/kernel/fail.ts';

const deadlineMs = 5_000;
/** gRPC codes that say "not now": cancelled, deadline exceeded, resource exhausted, unavailable. */
const away: ReadonlySet<number> = new Set([1, 4, 8, 14]);

/** Runs calls to Temporal within a deadline. Throws `service_unavailable` while Temporal does not answer. */
export const reach = async <T>(client: Client, call: () => Promise<T>, timeoutMs = deadlineMs): Promise<T> => {
  try {
    return await client.withDeadline(Date.now() + timeoutMs, call);
  } catch (error) {
    throw isAway(error) ? fail('service_unavailable', {}, { cause: error }) : error;
  }
};

/** The client wraps what the wire said, sometimes twice. */
const isAway = (error: unknown): boolean => {
  for (let each = error; each instanceof Error; each = each.cause)
    if (isGrpcServiceError(each)) return away.has(each.code);
  return false;
};
