import type { IncomingHttpHeaders, IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import type { EventBus } from '../../domain/events/event-log.ts';
import type { Log } from '../../infra/log.ts';
import { isRateLimited } from '../middleware/rate-limit.ts';
import { serveSocket } from './socket-session.ts';
import { createSubjectRelay } from './subject-relay.ts';
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

/** Socket.IO (spec row A3): a socket joins subjects that are its own and gets their events; what it missed is in the ack. */
export const createSocketServer = ({ http, subjects, bus, identify, isOwnOrigin, log }: SocketServerDeps) => {
  const io = new Server(http, {
    serveClient: false,
    maxHttpBufferSize: 100_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // The orchestrator's connections open on this port too.
    destroyUpgrade: false,
    allowRequest: (request, answer) => answer(null, isOwnOrigin(request.headers)),
  });
  const relay = createSubjectRelay({ subjects, bus, log, emit: (room, event) => io.to(room).emit('event', event) });
  const identities = new WeakMap<object, Identity>();

  io.use((socket, next) => {
    identify(socket.request).then(
      (identity) => {
        if (identity) identities.set(socket, identity);
        next(identity ? undefined : handshakeError('unauthenticated'));
      },
      (error: unknown) => next(handshakeError(isRateLimited(error) ? 'rate_limited' : 'invalid_token')),
    );
  });
  io.on('connection', (socket) => {
    const identity = identities.get(socket);
    if (identity) serveSocket({ socket, identity, subjects, relay, identify, log });
  });

  return {
    /** Ends every socket: each comes back later, to whichever process answers then. */
    [Symbol.asyncDispose]: async () => {
      relay[Symbol.dispose]();
      io.disconnectSockets(true);
      await io.close();
    },
  };
};

const handshakeError = (code: 'unauthenticated' | 'invalid_token' | 'rate_limited'): Error => {
  const { message, recovery } = errorTable[code];
  return Object.assign(new Error(code), { data: { code, message: message.en, recovery: recovery.en } });
};
