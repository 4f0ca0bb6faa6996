import type { EventBus, EventNotice } from '../../domain/events/event-log.ts';

/** Carries notices inside one process. */
export const createLocalBus = (): EventBus => {
  const handlers = new Set<(notice: EventNotice) => void>();
  return {
    publish: (notice) => {
      for (const handler of handlers) handler(notice);
    },
    subscribe: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
  };
};
