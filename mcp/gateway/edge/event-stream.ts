import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../../../domain/mcp/upstream.ts';

/** Server-sent events on an open response. */
export interface EventStream {
  send(message: JsonObject, eventId?: string): void;
  /** An event without content that tells a client from where to resume (legacy 2025-11-25). */
  prime(eventId: string, retryMs: number): void;
  end(): void;
}

/** Keeps proxies and idle timers from cutting a silent stream. */
const keepAliveMs = 15_000;
/** A client that does not read is cut off rather than buffered for. */
const maxBufferedBytes = 16_000_000;

/** Starts an event stream; `onClose` runs once, when the connection is over for whatever reason. */
export const openEventStream = (
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
  onClose: () => void = () => undefined,
): EventStream => {
  response.writeHead(200, {
    ...headers,
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const write = (frame: string): void => {
    if (response.writableEnded || response.destroyed) return;
    response.write(frame);
    if (response.writableLength > maxBufferedBytes) response.destroy();
  };
  const timer = setInterval(() => write(': keepalive\n\n'), keepAliveMs).unref();
  const over = (): void => {
    clearInterval(timer);
    onClose();
  };
  // Who left before the stream was opened closes no second time.
  if (response.destroyed) queueMicrotask(over);
  else response.once('close', over);
  return {
    send: (message, eventId) =>
      write(`event: message\n${eventId === undefined ? '' : `id: ${eventId}\n`}data: ${JSON.stringify(message)}\n\n`),
    prime: (eventId, retryMs) => write(`id: ${eventId}\nretry: ${retryMs}\ndata: \n\n`),
    end: () => {
      clearInterval(timer);
      response.end();
    },
  };
};

/** One JSON answer. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  message: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): void => {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(message);
  // With its length the answer leaves in one piece, else in four.
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
};
