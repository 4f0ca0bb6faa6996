import type { Writable } from 'node:stream';

/** What is written in one turn of the event loop leaves in one system call: most of what a small message costs. */
export const corkForTurn = (stream: Writable): void => {
  if (stream.writableCorked > 0) return;
  stream.cork();
  setImmediate(() => stream.uncork());
};
