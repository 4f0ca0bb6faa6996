import type { EventEnvelope, Subject } from '../../contracts/events.ts';
import type { Log } from '../../infra/log.ts';
import type { Subjects } from './subjects.ts';

export interface WatchedSubjectDeps {
  workspaceId: string;
  subject: Subject;
  subjects: Subjects;
  /** Hands an event on; called in order of `seq`, each number once. */
  emit: (event: EventEnvelope) => void;
  log: Log;
}

const batch = 500;
/** A number that no event has: a read after it answers the newest number alone. */
const beyondAll = Number.MAX_SAFE_INTEGER;

/** Follows one subject: hands each new event on once, in order, and reads from the log what no notice told. */
export const createWatchedSubject = ({ workspaceId, subject, subjects, emit, log }: WatchedSubjectDeps) => {
  let seq = 0;
  let reading: Promise<void> | null = null;
  let again = false;
  let stopNews = (): void => undefined;
  let isStopped = false;

  const hand = (event: EventEnvelope): void => {
    seq = event.seq;
    emit(event);
  };

  const readOn = async (): Promise<void> => {
    for (;;) {
      const { items } = await subjects.after(workspaceId, subject, seq, batch);
      for (const event of items) if (event.seq === seq + 1) hand(event);
      if (items.length < batch) return;
    }
  };

  /** Reads what is new; a call during a reading makes it read once more. */
  const refresh = (): void => {
    again = reading !== null;
    reading ??= readOn()
      .catch((error: unknown) => log.debug({ err: error, subject }, 'events are late'))
      .finally(() => {
        reading = null;
        if (again) refresh();
      });
  };

  const onEvent = (event: EventEnvelope | undefined): void => {
    if (event && !reading && event.seq === seq + 1) hand(event);
    else if (!event || event.seq > seq) refresh();
  };

  /** Nothing is handed on until the newest number is known: whoever joins reads what came before from the log. */
  const begin = async (): Promise<void> => {
    const newest = await subjects.after(workspaceId, subject, beyondAll, 1);
    seq = newest.seq;
    if (isStopped) return;
    stopNews = subjects.onNews(workspaceId, subject, onEvent);
  };
  const ready = begin().finally(() => {
    reading = null;
    if (again) refresh();
  });
  reading = ready;

  const stop = (): void => {
    isStopped = true;
    stopNews();
  };
  return { ready, onEvent, refresh, stop };
};

export type WatchedSubject = ReturnType<typeof createWatchedSubject>;
