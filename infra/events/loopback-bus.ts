import type { EventBus, EventNotice } from '../../domain/events/event-log.ts';
import type { Log } from '../log.ts';

export const internalEventsPath = '/internal/events';

interface LoopbackBusOptions {
  /** Origin of the API process. */
  apiUrl: string;
  token: () => string;
  log: Log;
}

const maxQueued = 2_000;

/**
 * The bus of a worker without Redis: batches of notices go to the API over loopback HTTP. A batch that does not
 * arrive is dropped, because the API reads what it missed from the log.
 */
export const createLoopbackBus = ({ apiUrl, token, log }: LoopbackBusOptions): EventBus & AsyncDisposable => {
  let queue: EventNotice[] = [];
  let sending: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    while (queue.length > 0) {
      const notices = queue;
      queue = [];
      try {
        const response = await fetch(apiUrl + internalEventsPath, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token()}` },
          body: JSON.stringify({ notices }),
          signal: AbortSignal.timeout(2_000),
        });
        if (!response.ok) log.debug({ status: response.status }, 'event notices refused');
      } catch (error) {
        log.debug({ err: error }, 'event notices not delivered');
      }
    }
  };

  return {
    publish: (notice) => {
      if (queue.length < maxQueued) queue.push(notice);
      sending ??= send().finally(() => {
        sending = null;
      });
    },
    subscribe: () => {
      throw new Error('a worker does not listen to events');
    },
    [Symbol.asyncDispose]: async () => {
      await sending;
    },
  };
};
