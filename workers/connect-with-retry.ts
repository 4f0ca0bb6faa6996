import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../infra/log.ts';

const maxWaitMs = 5_000;

/** Opens a connection however long the other side needs to come up, so that the start order does not matter. */
export const connectWithRetry = async <T>(what: string, log: Log, connect: () => Promise<T>): Promise<T> => {
  for (let waitMs = 200; ; waitMs = Math.min(waitMs * 2, maxWaitMs)) {
    try {
      return await connect();
    } catch (error) {
      log.warn({ err: error, what, waitMs }, 'not reachable yet');
      await wait(waitMs);
    }
  }
};
