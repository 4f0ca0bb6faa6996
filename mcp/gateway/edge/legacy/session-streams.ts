import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../../../../domain/mcp/upstream.ts';
import { openEventStream, sendJson, type EventStream } from '../event-stream.ts';
import type { Reply } from '../reply.ts';
import { createEventLog, type EventLog } from './event-log.ts';

export interface StreamOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly streamAfterMs: number;
  /** Clients before 2025-11-25 cannot read an event without content. */
  readonly primes: boolean;
}

/** The answer to a POST; `abandon` ends it without one, as a cancelled request has none. */
export type SessionReply = Reply & { abandon(): void };

interface Stream {
  readonly id: string;
  sink: EventStream | null;
  finished: boolean;
}

const standaloneId = 'all';
const retryMs = 1_000;
/** A stream that is over can be asked for again so often, by streams that came after it. */
const keptStreams = 50;

/** The HTTP side of a legacy session: answers to POSTs, the stream of its GET, and resuming either after a cut. */
export class SessionStreams {
  readonly #options: StreamOptions;
  // Most sessions never stream anything: theirs costs no log.
  #log: EventLog | null = null;
  readonly #streams = new Map<string, Stream>();
  #count = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  /** Whether somebody listens. */
  get busy(): boolean {
    return [...this.#streams.values()].some((stream) => stream.sink !== null);
  }

  /** A cut connection does not cancel a request: the client may come back for the rest. */
  reply(response: ServerResponse, acceptsStream: boolean): SessionReply {
    this.#count += 1;
    const stream: Stream = { id: `r${this.#count}`, sink: null, finished: false };
    const { headers, streamAfterMs } = this.#options;
    let streaming = false;
    const upgrade = (): void => {
      if (streaming || stream.finished || !acceptsStream || response.destroyed) return;
      streaming = true;
      this.#start(stream, response);
    };
    const timer = setTimeout(upgrade, streamAfterMs).unref();
    const close = (last: () => void): void => {
      if (stream.finished) return;
      clearTimeout(timer);
      last();
      finish(stream);
    };
    return {
      notify: (message) => {
        upgrade();
        if (streaming && !stream.finished) this.#send(stream, message);
      },
      finish: (message, status = 200) =>
        close(() => (streaming ? this.#send(stream, message) : sendJson(response, status, message, headers))),
      abandon: () =>
        close(() => {
          if (!streaming && !response.destroyed) response.writeHead(202, headers).end();
        }),
    };
  }

  /** The stream of a GET; with `lastEventId` whatever was missed comes first. False for an id that is unknown. */
  attach(response: ServerResponse, lastEventId: string | undefined): boolean {
    if (lastEventId === undefined) {
      this.#start(this.#streams.get(standaloneId) ?? { id: standaloneId, sink: null, finished: false }, response);
      return true;
    }
    const missed = this.#log?.since(lastEventId);
    const stream = missed && this.#streams.get(missed.stream);
    if (!missed || !stream) return false;
    const sink = this.#connect(stream, response);
    for (const { id, message } of missed.events) sink.send(message, id);
    if (stream.finished) finish(stream);
    return true;
  }

  /** A message that belongs to no request; kept for later only when a client once listened. */
  broadcast(message: JsonObject): void {
    const stream = this.#streams.get(standaloneId);
    if (stream) this.#send(stream, message);
  }

  end(): void {
    for (const stream of this.#streams.values()) finish(stream);
    this.#streams.clear();
  }

  #start(stream: Stream, response: ServerResponse): void {
    const sink = this.#connect(stream, response);
    this.#streams.set(stream.id, stream);
    if (this.#options.primes) sink.prime(this.#remember(stream, null), retryMs);
    if (this.#streams.size <= keptStreams) return;
    const old = [...this.#streams.values()].find((other) => other.finished);
    if (old) this.#streams.delete(old.id);
  }

  #connect(stream: Stream, response: ServerResponse): EventStream {
    stream.sink?.end();
    const sink = openEventStream(response, this.#options.headers, () => {
      if (stream.sink === sink) stream.sink = null;
    });
    stream.sink = sink;
    return sink;
  }

  #send(stream: Stream, message: JsonObject): void {
    const id = this.#remember(stream, message);
    stream.sink?.send(message, id);
  }

  #remember(stream: Stream, message: JsonObject | null): string {
    this.#log ??= createEventLog();
    return this.#log.append(stream.id, message);
  }
}

const finish = (stream: Stream): void => {
  stream.finished = true;
  stream.sink?.end();
  stream.sink = null;
};
