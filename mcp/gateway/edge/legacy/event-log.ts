import type { JsonObject } from '../../../../domain/mcp/upstream.ts';

/** Events of a session's streams, kept for a while so that a cut stream can be resumed (`Last-Event-ID`). */
export interface EventLog {
  /** Remembers a message and answers its event id. */
  append(stream: string, message: JsonObject | null): string;
  /** What the stream of that event said since; null for an id that is unknown or too old. */
  since(eventId: string): { stream: string; events: { id: string; message: JsonObject }[] } | null;
}

interface LoggedEvent {
  readonly seq: number;
  readonly stream: string;
  readonly message: JsonObject | null;
  readonly bytes: number;
}

const maxEvents = 200;
const maxBytes = 1_000_000;

/** Ids are `<stream>.<number>`; numbers rise over the whole session. */
export const createEventLog = (): EventLog => {
  const events: LoggedEvent[] = [];
  let seq = 0;
  let bytes = 0;
  return {
    append: (stream, message) => {
      seq += 1;
      const size = message ? JSON.stringify(message).length : 0;
      events.push({ seq, stream, message, bytes: size });
      bytes += size;
      while (events.length > maxEvents || (bytes > maxBytes && events.length > 1)) bytes -= events.shift()?.bytes ?? 0;
      return `${stream}.${seq}`;
    },
    since: (eventId) => {
      const [, stream = '', after = ''] = /^([\w-]{1,64})\.(\d{1,15})$/.exec(eventId) ?? [];
      const from = Number(after);
      if (stream === '' || !events.some((event) => event.seq === from && event.stream === stream)) return null;
      const later = events.filter((event) => event.stream === stream && event.seq > from);
      return {
        stream,
        events: later.flatMap((event) =>
          event.message ? [{ id: `${stream}.${event.seq}`, message: event.message }] : [],
        ),
      };
    },
  };
};
