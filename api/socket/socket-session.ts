import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import { JoinMessage, LeaveMessage, type Subject } from '../../contracts/events.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import { pickLocale } from '../../contracts/kernel/locale.ts';
import type { Log } from '../../infra/log.ts';
import { keepChecking } from './keep-checking.ts';
import { roomOf, type SubjectRelay } from './subject-relay.ts';
import type { Subjects } from './subjects.ts';

export interface SocketSessionDeps {
  socket: Socket;
  identity: Identity;
  subjects: Subjects;
  relay: SubjectRelay;
  identify: (request: IncomingMessage) => Promise<Identity | null>;
  log: Log;
}

const maxQueuedPackets = 1_000;
const maxSubjects = 200;
const maxMissedEvents = 1_000;

/** What one connected socket may do: join and leave subjects of its own workspace. */
export const serveSocket = ({ socket, identity, subjects, relay, identify, log }: SocketSessionDeps): void => {
  const { workspaceId } = identity;
  const joined = new Set<Subject>();
  const leave = (subject: Subject): void => {
    if (joined.delete(subject)) relay.leave(workspaceId, subject);
  };
  const stopChecking = keepChecking({
    identify: () => {
      // A reader that does not keep up fetches from the log instead.
      if (queuedPackets(socket) > maxQueuedPackets) socket.disconnect(true);
      return identify(socket.request);
    },
    end: () => socket.disconnect(true),
  });

  const enter = async (subject: Subject): Promise<void> => {
    // Who went meanwhile leaves nothing any more.
    if (!socket.connected) return;
    if (joined.size >= maxSubjects) throw fail('rate_limited', { retryAfterSeconds: 0 });
    joined.add(subject);
    await socket.join(roomOf(workspaceId, subject));
    await relay.join(workspaceId, subject).catch((error: unknown) => {
      joined.delete(subject);
      throw error;
    });
  };

  const inTurn = turns();
  answer(socket, 'join', log, async (message) => {
    const { subject, after = Number.MAX_SAFE_INTEGER } = JoinMessage.parse(message);
    return await inTurn(subject, async () => {
      await subjects.requireOwn(identity, subject);
      if (!joined.has(subject)) await enter(subject);
      const { items, seq } = await subjects.after(workspaceId, subject, after, maxMissedEvents);
      return { events: items, seq };
    });
  });
  answer(socket, 'leave', log, async (message) => {
    const { subject } = LeaveMessage.parse(message);
    return await inTurn(subject, async () => {
      await socket.leave(roomOf(workspaceId, subject));
      leave(subject);
      return {};
    });
  });
  socket.on('disconnect', () => {
    stopChecking();
    for (const subject of joined) leave(subject);
  });
};

/** What is said about one subject is done in its order: a `leave` that overtakes its `join` would find nothing to leave. */
const turns = () => {
  const last = new Map<Subject, Promise<unknown>>();
  return async <Result>(subject: Subject, work: () => Promise<Result>): Promise<Result> => {
    const done = (last.get(subject) ?? Promise.resolve()).then(work, work);
    last.set(subject, done);
    try {
      return await done;
    } finally {
      if (last.get(subject) === done) last.delete(subject);
    }
  };
};

/** Answers a message through its ack: the result, or the error in the language of the handshake. */
const answer = (socket: Socket, name: string, log: Log, work: (message: unknown) => Promise<unknown>): void => {
  socket.on(name, (message: unknown, ack: unknown) => {
    const reply = (value: unknown): void => {
      if (typeof ack === 'function') Reflect.apply(ack, undefined, [value]);
    };
    work(message).then(reply, (error: unknown) => {
      const code = codeOf(error);
      if (code === 'internal') log.error({ err: error }, 'socket message failed');
      const { message: text, recovery } = errorTable[code];
      const locale = pickLocale(socket.request.headers['accept-language']);
      reply({ error: { code, message: text[locale], recovery: recovery[locale] } });
    });
  });
};

const codeOf = (error: unknown) => {
  if (error instanceof Failure) return error.code;
  return error instanceof Error && error.name === 'ZodError' ? 'validation_error' : 'internal';
};

/** Packets that wait for a slow reader. The engine keeps them in a field that its types do not name. */
const queuedPackets = (socket: Pick<Socket, 'conn'>): number => {
  const waiting: unknown = Reflect.get(socket.conn, 'writeBuffer');
  return Array.isArray(waiting) ? waiting.length : 0;
};
