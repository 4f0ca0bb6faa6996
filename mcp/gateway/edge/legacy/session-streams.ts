import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { openEventStream, sendJson, type EventStream } from '../event-stream.ts';
import type { Reply } from '../reply.ts';
import { createEventLog, type EventLog } from './event-log.ts';

/** The HTTP side of a legacy session: answers to POSTs, the stream of its GET, and resuming either after a cut. */
export interface SessionStreams {
  /** The answer to a POST. A cut connection does not cancel: the client may come back for the rest. */
  reply(response: ServerResponse, acceptsStream: boolean): Reply & { abandon(): void };
  /** The stream of a GET; with `lastEventId` whatever was missed comes first. False for an id that is unknown. */
  attach(response: ServerResponse, lastEventId: string | undefined): boolean;
  /** A message that belongs to no request; kept for later only when a client once listened. */
  broadcast(message: JsonObject): void;
  readonly busy: boolean;
  end(): void;
}

interface Stream {
  readonly id: string;
  sink: EventStream | null;
  finished: boolean;
}

const standaloneId = 'all';
const retryMs = 1_000;

export interface StreamOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly streamAfterMs: number;
  /** Clients before 2025-11-25 cannot read an event without content. */
  readonly primes: boolean;
}

export const createSessionStreams = (options: StreamOptions): SessionStreams => {
  // Most sessions never stream anything: theirs costs no log.
  let log: EventLog | null = null;
  let count = 0;
  const streams = new Map<string, Stream>();
  const remember = (stream: Stream, message: JsonObject | null): string =>
    (log ??= createEventLog()).append(stream.id, message);

  const connect = (stream: Stream, response: ServerResponse): EventStream => {
    stream.sink?.end();
    const sink = openEventStream(response, options.headers, () => {
      if (stream.sink === sink) stream.sink = null;
    });
    stream.sink = sink;
    return sink;
  };
  const start = (stream: Stream, response: ServerResponse): void => {
    const sink = connect(stream, response);
    streams.set(stream.id, stream);
    if (options.primes) sink.prime(remember(stream, null), retryMs);
  };
  const send = (stream: Stream, message: JsonObject): void => {
    const id = remember(stream, message);
    stream.sink?.send(message, id);
  };
  const finish = (stream: Stream): void => {
    stream.finished = true;
    stream.sink?.end();
    stream.sink = null;
  };

  return {
    reply: (response, acceptsStream) => {
      count += 1;
      const stream: Stream = { id: `r${count}`, sink: null, finished: false };
      let streaming = false;
      const upgrade = (): void => {
        if (streaming || stream.finished || !acceptsStream || response.destroyed) return;
        streaming = true;
        start(stream, response);
      };
      const timer = setTimeout(upgrade, options.streamAfterMs).unref();
      const close = (last: () => void): void => {
        if (stream.finished) return;
        clearTimeout(timer);
        last();
        finish(stream);
      };
      return {
        notify: (message) => {
          if (stream.finished) return;
          upgrade();
          if (streaming) send(stream, message);
        },
        finish: (message, status = 200) =>
          close(() => (streaming ? send(stream, message) : sendJson(response, status, message, options.headers))),
        abandon: () =>
          close(() => {
            if (streaming || response.destroyed) return;
            // A cancelled request has no answer, but its POST needs an end.
            response.writeHead(202, options.headers).end();
          }),
      };
    },
    attach: (response, lastEventId) => {
      if (lastEventId === undefined) {
        start(streams.get(standaloneId) ?? { id: standaloneId, sink: null, finished: false }, response);
        return true;
      }
      const missed = log?.since(lastEventId);
      const stream = missed && streams.get(missed.stream);
      if (!missed || !stream) return false;
      const sink = connect(stream, response);
      for (const { id, message } of missed.events) sink.send(message, id);
      if (stream.finished) finish(stream);
      return true;
    },
    broadcast: (message) => {
      const stream = streams.get(standaloneId);
      if (stream) send(stream, message);
    },
    get busy() {
      return [...streams.values()].some((stream) => stream.sink !== null);
    },
    end: () => {
      for (const stream of streams.values()) finish(stream);
      streams.clear();
    },
  };
};
