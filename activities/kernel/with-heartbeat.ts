import { heartbeat } from '@temporalio/activity';

const beatMs = 3_000;

/** Beats while a step works: a dead worker is noticed, and a cancellation comes with the answer to a beat. */
export const withHeartbeat = async <T>(work: () => Promise<T>, details?: () => unknown): Promise<T> => {
  const timer = setInterval(() => heartbeat(details?.()), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};
