import type { Readable } from 'node:stream';
import { LineReader } from '../infra/agent/line-reader.ts';
import { answerIdAtStart, idBeforeEnd, readChildMessage, type ChildMessage } from './child-message.ts';

export interface OutputLimits {
  /** The longest line that is read. */
  readonly lineBytes: number;
  /** A line that goes on this long ends the process. */
  readonly endlessLineBytes: number;
  /** Output that answers nothing is read this fast at most, so that a flood cannot take the agent from other servers. */
  readonly wasteBytesPerSecond: number;
  /** After so long it is no longer waited for the end of an overlong line to learn whose it is. */
  readonly overlongWaitMs: number;
}

const mebibyte = 1_024 * 1_024;

export const outputLimits: OutputLimits = {
  lineBytes: 10 * mebibyte,
  endlessLineBytes: 64 * mebibyte,
  wasteBytesPerSecond: 16 * mebibyte,
  overlongWaitMs: 1_000,
};

export interface OutputHandlers {
  readonly message: (message: ChildMessage, line: Buffer) => void;
  /** A line was too long; `id` is its request's where it could be told. `'only'` means: whichever is the only one, if so. */
  readonly overlong: (id: number | 'only') => boolean;
  /** Nobody can tell whose overlong line it is. */
  readonly overlongUnknown: () => void;
  readonly endless: () => void;
}

/** Reads a server's stdout: messages as they come, floods with bounded memory and at bounded speed. */
export const readChildOutput = (stdout: Readable, limits: OutputLimits, handlers: OutputHandlers): void => {
  let waste = 0;
  let overlongTimer: NodeJS.Timeout | undefined;
  let isOverlongSettled = true;
  const settleOverlong = (isSettled: boolean): void => {
    if (!isOverlongSettled && !isSettled) handlers.overlongUnknown();
    isOverlongSettled = true;
    clearTimeout(overlongTimer);
  };
  const reader = new LineReader(limits.lineBytes, {
    line: (line) => {
      const message = readChildMessage(line);
      if (message.kind === 'answer') waste = Math.max(0, waste - line.length);
      handlers.message(message, line);
    },
    tooLong: (head) => {
      isOverlongSettled = handlers.overlong(answerIdAtStart(head) ?? 'only');
      if (!isOverlongSettled) overlongTimer = setTimeout(() => settleOverlong(false), limits.overlongWaitMs);
    },
    skipped: (tail) => {
      if (isOverlongSettled) return;
      const id = idBeforeEnd(tail);
      settleOverlong(id !== null && handlers.overlong(id));
    },
  });
  const slow = setInterval(() => {
    waste = 0;
    if (stdout.isPaused()) stdout.resume();
  }, 1_000);
  slow.unref();
  const stop = (): void => {
    clearInterval(slow);
    clearTimeout(overlongTimer);
  };
  stdout.on('data', (chunk: Buffer) => {
    waste += chunk.length;
    reader.push(chunk);
    if (reader.lineBytes > limits.endlessLineBytes) {
      stop();
      stdout.destroy();
      handlers.endless();
    } else if (waste > limits.wasteBytesPerSecond) stdout.pause();
  });
  stdout.once('close', stop);
  stdout.on('error', () => undefined);
};
