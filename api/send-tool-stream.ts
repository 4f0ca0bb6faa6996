import type { Response } from 'express';
import type { Locale } from '../contracts/kernel/locale.ts';
import { fail } from '../contracts/kernel/fail.ts';
import { toRemoteFailure } from '../domain/mcp/remote-failure.ts';
import type { ToolEvent } from '../domain/mcp/stream-call.ts';
import { toEnvelope } from './middleware/errors.ts';
import { toFailure } from './middleware/to-failure.ts';
import { untilGone } from './until-gone.ts';

export interface ToolStream {
  readonly response: Response;
  readonly locale: Locale;
  readonly events: (signal: AbortSignal) => AsyncIterable<ToolEvent>;
  /** Told of what nobody foresaw; the client sees `internal`. */
  readonly onUnknownError: (error: unknown) => void;
  readonly keepAliveMs?: number;
}

/**
 * Answers with server-sent events (WHATWG HTML §9.2): `progress` and `log` as they happen, then one `result` or
 * `error`. A comment every 15 s keeps proxies from hanging up. A client that leaves cancels the call.
 */
export const sendToolStream = async ({
  response,
  locale,
  events,
  onUnknownError,
  keepAliveMs = 15_000,
}: ToolStream): Promise<void> => {
  using gone = untilGone(response.req, response);
  // `no-transform`: a compressor would hold events back.
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const keepAlive = setInterval(() => response.write(':\n\n'), keepAliveMs);
  try {
    for await (const { type, data } of events(gone.signal)) await send(response, type, data, gone.signal);
  } catch (error) {
    if (gone.signal.aborted) return;
    const known = toRemoteFailure(error) ?? toFailure(error);
    if (!known) onUnknownError(error);
    await send(response, 'error', toEnvelope(known ?? fail('internal', {}, { cause: error }), locale), gone.signal);
  } finally {
    clearInterval(keepAlive);
    response.end();
  }
};

/** Waits for a slow reader, so that a flood of progress fills no memory. */
const send = async (response: Response, type: string, data: unknown, gone: AbortSignal): Promise<void> => {
  if (gone.aborted || response.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`)) return;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
  });
};
