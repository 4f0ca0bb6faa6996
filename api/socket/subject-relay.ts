import type { EventEnvelope, Subject } from '../../contracts/events.ts';
import type { EventBus } from '../../domain/events/event-log.ts';
import type { Log } from '../../infra/log.ts';
import type { Subjects } from './subjects.ts';

export interface SubjectRelayDeps {
  subjects: Subjects;
  bus: EventBus;
  /** Hands an event to every socket in the room. */
  emit: (room: string, event: EventEnvelope) => void;
  log: Log;
  /** How often a watched subject is read although nobody gave notice: a notice may be lost, an event never. */
  checkIntervalMs?: number;
}

interface Watched {
  workspaceId: string;
  subject: Subject;
  watchers: number;
  /** Newest number that was handed on. */
  seq: number;
  /** The reading under way, and whether news came meanwhile. */
  reading: Promise<void> | null;
  again: boolean;
  stop: () => void;
}

const batch = 500;
/** A number that no event has: a read after it answers the newest number alone. */
const beyondAll = Number.MAX_SAFE_INTEGER;

export const roomOf = (workspaceId: string, subject: Subject): string => `${workspaceId}/${subject}`;

/**
 * Relays each watched subject once, however many sockets watch it: in order, without a gap, and from the log whenever a
 * notice did not come or came out of order.
 */
export const createSubjectRelay = (deps: SubjectRelayDeps) => {
  const { subjects, bus, emit, log, checkIntervalMs = 2_000 } = deps;
  const rooms = new Map<string, Watched>();

  const hand = (watched: Watched, event: EventEnvelope): void => {
    watched.seq = event.seq;
    emit(roomOf(watched.workspaceId, watched.subject), event);
  };

  const readOn = async (watched: Watched): Promise<void> => {
    for (;;) {
      const { items } = await subjects.after(watched.workspaceId, watched.subject, watched.seq, batch);
      for (const event of items) if (event.seq === watched.seq + 1) hand(watched, event);
      if (items.length < batch) return;
    }
  };

  const refresh = (watched: Watched): void => {
    if (watched.reading) {
      watched.again = true;
      return;
    }
    watched.again = false;
    watched.reading = readOn(watched)
      .catch((error: unknown) => log.debug({ err: error, subject: watched.subject }, 'events are late'))
      .finally(() => {
        watched.reading = null;
        if (watched.again) refresh(watched);
      });
  };

  const onEvent = (watched: Watched, event: EventEnvelope | undefined): void => {
    if (event && !watched.reading && event.seq === watched.seq + 1) hand(watched, event);
    else if (!event || event.seq > watched.seq) refresh(watched);
  };

  const unsubscribe = bus.subscribe(({ workspaceId, event }) => {
    const watched = rooms.get(`${workspaceId}/${event.session_id}`);
    if (watched) onEvent(watched, event);
  });
  const timer = setInterval(() => {
    for (const watched of rooms.values()) refresh(watched);
  }, checkIntervalMs);
  timer.unref();

  return {
    /** Begins to watch. Whoever joins reads what came before from the log, after its socket is in the room. */
    join: async (workspaceId: string, subject: Subject): Promise<void> => {
      const room = roomOf(workspaceId, subject);
      const known = rooms.get(room);
      if (known) {
        known.watchers += 1;
        await known.reading;
        return;
      }
      const watched: Watched = {
        workspaceId,
        subject,
        watchers: 1,
        seq: 0,
        reading: null,
        again: false,
        stop: () => undefined,
      };
      rooms.set(room, watched);
      try {
        // Nothing is handed on until the newest number is known.
        const newest = subjects.after(workspaceId, subject, beyondAll, 1).then(({ seq }) => {
          watched.seq = seq;
        });
        watched.reading = newest;
        await newest;
      } catch (error) {
        rooms.delete(room);
        throw error;
      } finally {
        watched.reading = null;
      }
      watched.stop = subjects.onNews(workspaceId, subject, (event) => onEvent(watched, event));
      if (watched.again) refresh(watched);
    },
    leave: (workspaceId: string, subject: Subject): void => {
      const room = roomOf(workspaceId, subject);
      const watched = rooms.get(room);
      if (!watched) return;
      watched.watchers -= 1;
      if (watched.watchers > 0) return;
      watched.stop();
      rooms.delete(room);
    },
    watchedCount: (): number => rooms.size,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      unsubscribe();
      for (const watched of rooms.values()) watched.stop();
    },
  };
};

export type SubjectRelay = ReturnType<typeof createSubjectRelay>;
