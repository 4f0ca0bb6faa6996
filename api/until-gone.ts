import type { IncomingMessage, ServerResponse } from 'node:http';

/** As long as a tool may run; the server's own limit on silent connections is for pages. */
const longestCallMs = 24 * 3_600_000;

/** A signal that aborts when the client goes away before its answer is whole. Silence is no reason to hang up. */
export const untilGone = (request: IncomingMessage, response: ServerResponse): { signal: AbortSignal } & Disposable => {
  const gone = new AbortController();
  const onClose = (): void => {
    if (!response.writableFinished) gone.abort(new Error('the client went away'));
  };
  // Who left before this closes no second time.
  if (response.destroyed) onClose();
  else response.once('close', onClose);
  request.socket.setTimeout(longestCallMs);
  return { signal: gone.signal, [Symbol.dispose]: () => response.off('close', onClose) };
};
