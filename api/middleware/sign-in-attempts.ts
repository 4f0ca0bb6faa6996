import { createHash } from 'node:crypto';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { SignInAttempts } from '../../domain/identity/sign-in-attempts.ts';
import { createTurns, type InTurn, type TurnLimits } from '../../domain/turns.ts';
import { addressGroup } from './client-address.ts';
import { createLimiter, rateLimited, type LimiterOptions } from './rate-limit.ts';

/** Failures that are allowed. The account alone has a high limit, so that nobody can lock somebody else out cheaply. */
const failureLimits = {
  accountFromAddress: { points: 10, durationSeconds: 300 },
  account: { points: 100, durationSeconds: 3_600 },
  address: { points: 200, durationSeconds: 300 },
} as const;

/** Parallel guesses slip through together at most this many at a time; hashing is slower than these lines. */
const accountTurns = { maxAtOnce: 4, maxWaiting: 500 } as const;
const addressTurns = { maxAtOnce: 8, maxWaiting: 1_000 } as const;

/** Counts failed sign-ins by account, by address and by both (threats: brute force). */
export const createSignInAttempts = ({ redis }: LimiterOptions = {}): SignInAttempts => {
  const both = createLimiter({ name: 'sign-in-failed-both', ...failureLimits.accountFromAddress, redis });
  const account = createLimiter({ name: 'sign-in-failed-account', ...failureLimits.account, redis });
  const address = createLimiter({ name: 'sign-in-failed-address', ...failureLimits.address, redis });
  const inTurnOfAccount = createTurnsByKey(accountTurns);
  const inTurnOfAddress = createTurnsByKey(addressTurns);

  return {
    guard: (name, ip, verify) => {
      // Addresses of people do not belong into a shared counter store.
      const accountKey = createHash('sha256').update(name).digest('base64url');
      const addressKey = addressGroup(ip);
      const counters = [
        { limiter: both, key: `${accountKey}/${addressKey}` },
        { limiter: account, key: accountKey },
        { limiter: address, key: addressKey },
      ];
      const attempt = async () => {
        for (const { limiter, key } of counters) await refuseWhenUsedUp(limiter, key);
        const isRight = await verify();
        if (isRight) await both.delete(`${accountKey}/${addressKey}`);
        else for (const { limiter, key } of counters) await limiter.penalty(key);
        return isRight;
      };
      return inTurnOfAccount(accountKey, () => inTurnOfAddress(addressKey, attempt));
    },
  };
};

const refuseWhenUsedUp = async (limiter: RateLimiterAbstract, key: string): Promise<void> => {
  const state = await limiter.get(key);
  if (state && state.consumedPoints >= limiter.points) throw rateLimited(state);
};

const createTurnsByKey = (limits: TurnLimits) => {
  const lines = new Map<string, { inTurn: InTurn; users: number }>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const line = lines.get(key) ?? { inTurn: createTurns(limits), users: 0 };
    lines.set(key, line);
    line.users += 1;
    try {
      return await line.inTurn(work);
    } finally {
      line.users -= 1;
      if (line.users === 0) lines.delete(key);
    }
  };
};
