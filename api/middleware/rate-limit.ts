import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import type { Identity } from '../../contracts/access.ts';
import type { RateLimit } from '../../contracts/kernel/endpoint.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import { addressGroup } from './client-address.ts';

type Limited = Exclude<RateLimit, 'none'>;

/** Requests per minute. An office of 100 people shares one address, so an address may do far more than a person. */
const perMinute: Readonly<Record<Limited, { caller: number; address: number }>> = {
  read: { caller: 3_000, address: 30_000 },
  write: { caller: 600, address: 12_000 },
  upload: { caller: 600, address: 3_000 },
  costly: { caller: 120, address: 1_200 },
  // MCP messages: an agent sends several for each thing it does.
  call: { caller: 6_000, address: 60_000 },
  // Failed sign-ins have their own, much lower limits: see sign-in-attempts.ts.
  'sign-in': { caller: 60, address: 1_200 },
};

/** Nobody guesses 256 bits, but each guess costs a look-up. */
const refusedKeysPerMinute = 60;

export interface RateLimits {
  /** Counts one request. Throws `rate_limited` with `retryAfterSeconds`. */
  consume(limit: RateLimit, caller: Identity | null, ip: string): Promise<void>;
  /** Verifies a service key. Throws `rate_limited`, and looks nothing up, once too many from the address were refused. */
  verifyKey<T>(ip: string, verify: () => Promise<T>): Promise<T>;
}

export interface LimiterOptions {
  /** An ioredis client shared by all processes. While it is away each process counts for itself, so limits stay. */
  readonly redis?: unknown;
}

export interface RateLimitOptions extends LimiterOptions {
  /** Multiplies every limit, for installations (and benches) of another size. */
  readonly factor?: number;
}

/** Limits of every endpoint, by the class that its declaration names. */
export const createRateLimits = ({ redis, factor = 1 }: RateLimitOptions = {}): RateLimits => {
  const make = (limit: Limited, whose: 'caller' | 'address') =>
    createLimiter({
      name: `${limit}-${whose}`,
      points: Math.ceil(perMinute[limit][whose] * factor),
      durationSeconds: 60,
      redis,
    });
  const limiters = new Map<RateLimit, { caller: RateLimiterAbstract; address: RateLimiterAbstract }>();
  for (const limit of ['read', 'write', 'upload', 'costly', 'call', 'sign-in'] as const)
    limiters.set(limit, { caller: make(limit, 'caller'), address: make(limit, 'address') });

  const refused = createLimiter({
    name: 'refused-key',
    points: Math.ceil(refusedKeysPerMinute * factor),
    durationSeconds: 60,
    redis,
  });

  return {
    verifyKey: async (ip, verify) => {
      const key = addressGroup(ip);
      const state = await refused.get(key);
      if (state && state.consumedPoints >= refused.points) throw rateLimited(state);
      try {
        return await verify();
      } catch (error) {
        if (error instanceof Failure && error.code === 'invalid_token') await refused.penalty(key);
        throw error;
      }
    },
    consume: async (limit, caller, ip) => {
      const pair = limiters.get(limit);
      if (!pair) return;
      await takeOne(pair.address, addressGroup(ip));
      if (caller) await takeOne(pair.caller, caller.id);
    },
  };
};

/** A counter in Redis with one in memory behind it, or in memory alone. */
export const createLimiter = ({
  name,
  points,
  durationSeconds,
  redis,
}: LimiterOptions & { name: string; points: number; durationSeconds: number }): RateLimiterAbstract => {
  const options = { keyPrefix: `limit:${name}`, points, duration: durationSeconds };
  const memory = new RateLimiterMemory(options);
  return redis === undefined
    ? memory
    : new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory, rejectIfRedisNotReady: true });
};

/** Takes one point of a key, of fewer than the limiter's when `most` says so. Throws `rate_limited` with `retryAfterSeconds`. */
export const takeOne = async (limiter: RateLimiterAbstract, key: string, most = limiter.points): Promise<void> => {
  try {
    const state = await limiter.consume(key);
    if (state.consumedPoints > most) throw rateLimited(state);
  } catch (refused) {
    throw refused instanceof RateLimiterRes ? rateLimited(refused) : refused;
  }
};

export const isRateLimited = (error: unknown): boolean => error instanceof Failure && error.code === 'rate_limited';

export const rateLimited = ({ msBeforeNext }: Pick<RateLimiterRes, 'msBeforeNext'>) =>
  fail('rate_limited', { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
