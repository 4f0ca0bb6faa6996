import type { EventEnvelope, Subject } from '../../contracts/events.ts';
import type { EventBus } from '../../domain/events/event-log.ts';
import type { Log } from '../../infra/log.ts';
import type { Subjects } from './subjects.ts';
import { createWatchedSubject, type WatchedSubject } from './watched-subject.ts';

export interface SubjectRelayDeps {
  subjects: Subjects;
  bus: EventBus;
  /** Hands an event to every socket in the room. */
  emit: (room: string, event: EventEnvelope) => void;
  log: Log;
}

/** How often a watched subject is read although nobody gave notice: a notice may be lost, an event never. */
const checkIntervalMs = 2_000;

export const roomOf = (workspaceId: string, subject: Subject): string => `${workspaceId}/${subject}`;

/** Relays each watched subject once, however many sockets watch it (issue: "many sockets … one upstream poll"). */
export const createSubjectRelay = ({ subjects, bus, emit, log }: SubjectRelayDeps) => {
  const rooms = new Map<string, { watched: WatchedSubject; watchers: number }>();

  const unsubscribe = bus.subscribe(({ workspaceId, event }) =>
    rooms.get(`${workspaceId}/${event.session_id}`)?.watched.onEvent(event),
  );
  const timer = setInterval(() => {
    for (const { watched } of rooms.values()) watched.refresh();
  }, checkIntervalMs);
  timer.unref();

  const leave = (workspaceId: string, subject: Subject): void => {
    const name = roomOf(workspaceId, subject);
    const room = rooms.get(name);
    if (!room) return;
    room.watchers -= 1;
    if (room.watchers > 0) return;
    room.watched.stop();
    rooms.delete(name);
  };

  return {
    /** Begins to watch. Whoever joins reads what came before from the log, after its socket is in the room. */
    join: async (workspaceId: string, subject: Subject): Promise<void> => {
      const name = roomOf(workspaceId, subject);
      const room = rooms.get(name) ?? {
        watched: createWatchedSubject({ workspaceId, subject, subjects, log, emit: (event) => emit(name, event) }),
        watchers: 0,
      };
      rooms.set(name, room);
      room.watchers += 1;
      try {
        await room.watched.ready;
      } catch (error) {
        leave(workspaceId, subject);
        throw error;
      }
    },
    leave,
    [Symbol.dispose]: () => {
      clearInterval(timer);
      unsubscribe();
      for (const { watched } of rooms.values()) watched.stop();
    },
  };
};

export type SubjectRelay = ReturnType<typeof createSubjectRelay>;
