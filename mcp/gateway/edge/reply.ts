import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../../../domain/mcp/upstream.ts';
import { openEventStream, sendJson, type EventStream } from './event-stream.ts';

/** The answer to one POST: a JSON body, or an event stream once something has to be said before the result. */
export interface Reply {
  /** Sends a message that belongs to the request, before its result. */
  notify(message: JsonObject): void;
  finish(message: JsonObject, status?: number): void;
}

/**
 * A reply of the stateless era. A silent request becomes a stream after `streamAfterMs`, so that nothing on the way
 * takes it for dead. `onCut` runs when the client leaves before the result, which cancels the request.
 */
export const openReply = (
  response: ServerResponse,
  { acceptsStream, streamAfterMs, onCut }: { acceptsStream: boolean; streamAfterMs: number; onCut: () => void },
): Reply => {
  let stream: EventStream | null = null;
  let finished = false;
  const upgrade = (): EventStream | null => {
    if (!acceptsStream || finished) return stream;
    stream ??= openEventStream(response, {});
    return stream;
  };
  const timer = setTimeout(upgrade, streamAfterMs).unref();
  response.once('close', () => {
    clearTimeout(timer);
    if (!finished) onCut();
    finished = true;
  });
  return {
    notify: (message) => {
      if (!finished) upgrade()?.send(message);
    },
    finish: (message, status = 200) => {
      if (finished) return;
      finished = true;
      clearTimeout(timer);
      if (!stream) return sendJson(response, status, message);
      stream.send(message);
      stream.end();
    },
  };
};
