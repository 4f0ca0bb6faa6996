import { io } from 'socket.io-client';
import { EventEnvelope, JoinReply } from '../../contracts/events.ts';

/** An event as it came, with the time on this machine's clock; `live` is false for what the log caught up. */
export interface Received {
  readonly event: EventEnvelope;
  readonly receivedAtMs: number;
  readonly live: boolean;
}

export interface LiveSocket {
  join(subject: string): Promise<void>;
  close(): void;
}

/** A socket as a browser has one. */
export const openSocket = async (
  url: string,
  headers: Record<string, string>,
  onEvent: (received: Received) => void,
): Promise<LiveSocket> => {
  const socket = io(url, { transports: ['websocket'], extraHeaders: headers, reconnection: false, forceNew: true });
  socket.on('event', (message: unknown) => {
    const receivedAtMs = Date.now();
    onEvent({ event: EventEnvelope.parse(message), receivedAtMs, live: true });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    join: async (subject) => {
      const reply = JoinReply.parse(await socket.timeout(30_000).emitWithAck('join', { subject, after: 0 }));
      if ('error' in reply) throw new Error(`join ${subject}: ${reply.error.code}`);
      for (const event of reply.events) onEvent({ event, receivedAtMs: Date.now(), live: false });
    },
    close: () => void socket.disconnect(),
  };
};

const settled = new Set(['ready', 'needs_attention', 'rejected', 'failed', 'cancelled']);

/** Watches the reading of documents: `outcome` resolves with the state that a document ends in. */
export const createOutcomes = (timeoutMs = 240_000) => {
  const states = new Map<string, PromiseWithResolvers<string>>();
  const of = (documentId: string): PromiseWithResolvers<string> => {
    const known = states.get(documentId) ?? Promise.withResolvers<string>();
    states.set(documentId, known);
    return known;
  };
  return {
    note: ({ event }: Received): void => {
      if (event.type === 'document_progress' && settled.has(event.data.state))
        of(event.data.documentId).resolve(event.data.state);
    },
    outcome: (documentId: string): Promise<string> => {
      const { promise, reject } = of(documentId);
      const timer = setTimeout(() => reject(new Error(`${documentId} was not read in ${timeoutMs} ms`)), timeoutMs);
      return promise.finally(() => clearTimeout(timer));
    },
  };
};
