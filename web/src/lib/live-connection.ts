import { z } from 'zod';
import { EventEnvelope } from '../../../contracts/events.ts';
import { api } from './api.ts';
import type { CatchUp, Received } from './live-feed.ts';
import type { LiveConnection } from './live.ts';

const Numbered = z.object({ session_id: z.string(), seq: z.number().int() });
const Ack = z.union([
  z.object({ events: z.array(z.unknown()), seq: z.number().int() }),
  z.object({ error: z.object({ code: z.string() }) }),
]);

const ackTimeoutMs = 8000;

/** Reads an event; one of a newer type still counts, so that the numbering has no gap. */
export const receive = (data: unknown): Received | null => {
  const known = EventEnvelope.safeParse(data);
  if (known.success) return { subject: known.data.session_id, seq: known.data.seq, event: known.data };
  const numbered = Numbered.safeParse(data);
  return numbered.success ? { subject: numbered.data.session_id, seq: numbered.data.seq, event: null } : null;
};

const isReceived = (received: Received | null): received is Received => received !== null;

/** The Socket.IO side of `live`, in its own chunk. The cookie identifies; an expired one is refreshed before the next try. */
export const connectSocket = async (): Promise<LiveConnection> => {
  const { io } = await import('socket.io-client');
  const socket = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelayMax: 10_000,
  });
  socket.on('connect_error', (error) => {
    // While the client retries by itself the socket stays active; a refusal by the server has to be answered by us.
    if (socket.active || !/unauthenticated|invalid_token/.test(error.message)) return;
    void api.refresh().then((isSignedIn) => isSignedIn && socket.connect());
  });
  const join = async (subject: string, after?: number): Promise<CatchUp> => {
    const message = after === undefined ? { subject } : { subject, after };
    const ack = Ack.parse(await socket.timeout(ackTimeoutMs).emitWithAck('join', message));
    if ('error' in ack) throw new Error(`join refused: ${ack.error.code}`);
    return { events: ack.events.map(receive).filter(isReceived), seq: ack.seq };
  };
  return {
    join,
    leave: (subject) => void socket.emit('leave', { subject }),
    onEvent: (listener) =>
      void socket.on('event', (data: unknown) => {
        const received = receive(data);
        if (received) listener(received);
      }),
    onState: (listener) => {
      socket.on('connect', () => listener('up'));
      socket.on('disconnect', () => listener('down'));
      if (socket.connected) listener('up');
    },
    close: () => void socket.disconnect(),
  };
};
