import type { IncomingHttpHeaders, IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import { JoinMessage, LeaveMessage, type Subject } from '../../contracts/events.ts';
import { Failure } from '../../contracts/kernel/fail.ts';
import { pickLocale } from '../../contracts/kernel/locale.ts';
import type { EventBus } from '../../domain/events/event-log.ts';
import type { Log } from '../../infra/log.ts';
import { createSubjectRelay, roomOf } from './subject-relay.ts';
import type { Subjects } from './subjects.ts';

export interface SocketServerDeps {
  http: HttpServer;
  subjects: Subjects;
  bus: EventBus;
  /** The caller behind the handshake's credential; null without one. Throws for a bad one. */
  identify: (request: IncomingMessage) => Promise<Identity | null>;
  /** Whether a page of this origin may connect. */
  isOwnOrigin: (headers: IncomingHttpHeaders) => boolean;
  log: Log;
}

const recheckIntervalMs = 30_000;
const maxQueuedPackets = 1_000;
const maxSubjectsPerSocket = 200;
const maxMissedEvents = 1_000;

type Ack = (reply: unknown) => void;

/** Socket.IO (spec row A3): a socket joins subjects that are its own and gets their events; what it missed is in the ack. */
export const createSocketServer = ({ http, subjects, bus, identify, isOwnOrigin, log }: SocketServerDeps) => {
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 100_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    allowRequest: (request, answer) => answer(null, isOwnOrigin(request.headers)),
  });
  const relay = createSubjectRelay({ subjects, bus, log, emit: (room, event) => io.to(room).emit('event', event) });

  io.use((socket, next) => {
    identify(socket.request).then(
      (identity) => {
        socket.data = { identity };
        next(identity ? undefined : handshakeError('unauthenticated'));
      },
      () => next(handshakeError('invalid_token')),
    );
  });

  io.on('connection', (socket: Socket<JoinEvents, object, object, { identity: Identity }>) => {
    const { identity } = socket.data;
    const joined = new Set<Subject>();
    const recheck = setInterval(() => {
      // A revoked or expired credential ends the socket; a reader that does not keep up fetches from the log instead.
      const tooSlow = queuedPackets(socket) > maxQueuedPackets;
      identify(socket.request).then(
        (still) => (still && !tooSlow ? undefined : socket.disconnect(true)),
        () => socket.disconnect(true),
      );
    }, recheckIntervalMs);

    const answer = (ack: unknown, work: () => Promise<unknown>): void => {
      const reply: Ack =
        typeof ack === 'function' ? (value) => void Reflect.apply(ack, undefined, [value]) : () => undefined;
      work().then(reply, (error: unknown) => {
        if (!(error instanceof Failure)) log.error({ err: error }, 'socket message failed');
        reply(toAckError(error, pickLocale(socket.request.headers['accept-language'])));
      });
    };

    socket.on('join', (message, ack) =>
      answer(ack, async () => {
        const { subject, after } = JoinMessage.parse(message);
        if (joined.size >= maxSubjectsPerSocket && !joined.has(subject))
          throw new Failure('rate_limited', { retryAfterSeconds: 0 });
        await subjects.requireOwn(identity, subject);
        if (!joined.has(subject)) {
          joined.add(subject);
          await socket.join(roomOf(identity.workspaceId, subject));
          await relay.join(identity.workspaceId, subject).catch((error: unknown) => {
            joined.delete(subject);
            throw error;
          });
        }
        const { items, seq } = await subjects.after(
          identity.workspaceId,
          subject,
          after ?? Number.MAX_SAFE_INTEGER,
          maxMissedEvents,
        );
        return { events: items, seq };
      }),
    );
    const leave = (subject: Subject): void => {
      if (joined.delete(subject)) relay.leave(identity.workspaceId, subject);
    };
    socket.on('leave', (message, ack) =>
      answer(ack, async () => {
        const { subject } = LeaveMessage.parse(message);
        await socket.leave(roomOf(identity.workspaceId, subject));
        leave(subject);
        return {};
      }),
    );
    socket.on('disconnect', () => {
      clearInterval(recheck);
      for (const subject of joined) leave(subject);
    });
  });

  return {
    relay,
    /** Tells every socket to come back later, to whichever process answers then. */
    [Symbol.asyncDispose]: async () => {
      relay[Symbol.dispose]();
      io.disconnectSockets(true);
      await io.close();
    },
  };
};

interface JoinEvents {
  join: (message: unknown, ack: unknown) => void;
  leave: (message: unknown, ack: unknown) => void;
}

/** Packets that wait for a slow reader. The engine keeps them in a field that its types do not name. */
const queuedPackets = (socket: Pick<Socket, 'conn'>): number => {
  const waiting: unknown = Reflect.get(socket.conn, 'writeBuffer');
  return Array.isArray(waiting) ? waiting.length : 0;
};

const handshakeError = (code: 'unauthenticated' | 'invalid_token'): Error & { data: unknown } =>
  Object.assign(new Error(code), {
    data: { code, message: errorTable[code].message.en, recovery: errorTable[code].recovery.en },
  });

const toAckError = (error: unknown, locale: 'en' | 'de') => {
  const code =
    error instanceof Failure
      ? error.code
      : error instanceof Error && error.name === 'ZodError'
        ? 'validation_error'
        : 'internal';
  const { message, recovery } = errorTable[code];
  return { error: { code, message: message[locale], recovery: recovery[locale] } };
};
