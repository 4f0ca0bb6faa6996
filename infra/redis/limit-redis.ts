import { Redis } from 'ioredis';
import type { Log } from '../log.ts';

/**
 * The Redis that counters of the rate limits share. A request waits for it for a quarter of a second at most and is never
 * sent again: the caller counts by itself meanwhile.
 */
export const createLimitRedis = (url: string, log: Pick<Log, 'warn'>): Redis => {
  const redis = new Redis(url, {
    connectTimeout: 1_000,
    commandTimeout: 250,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
  });
  redis.on('error', (err: unknown) => log.warn({ err }, 'redis is not reachable, each process limits by itself'));
  return redis;
};
