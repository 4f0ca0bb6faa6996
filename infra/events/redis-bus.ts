import { Redis } from 'ioredis';
import type { EventBus, EventNotice } from '../../domain/events/event-log.ts';
import type { Log } from '../log.ts';
import { readNotices } from '../../domain/events/notices.ts';

const channel = 'throughline:events';

/** The bus of several API processes: Redis publish/subscribe. Lossy while Redis is away, which the log makes good. */
export const createRedisBus = (url: string, log: Log): EventBus & AsyncDisposable => {
  const options = { lazyConnect: false, maxRetriesPerRequest: 1, enableOfflineQueue: false };
  const publisher = new Redis(url, options);
  const subscriber = new Redis(url, { ...options, maxRetriesPerRequest: null, enableOfflineQueue: true });
  const handlers = new Set<(notice: EventNotice) => void>();
  const onError = (error: unknown): void => log.warn({ err: error }, 'redis is not reachable');
  publisher.on('error', onError);
  subscriber.on('error', onError);
  subscriber.subscribe(channel).catch(onError);
  subscriber.on('message', (_channel, message) => {
    for (const notice of readNotices(parseJson(message)) ?? []) for (const handler of handlers) handler(notice);
  });
  return {
    publish: (notice) => {
      publisher.publish(channel, JSON.stringify({ notices: [notice] })).catch(onError);
    },
    subscribe: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    [Symbol.asyncDispose]: async () => {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
