import type { Readable } from 'node:stream';
import { LineReader } from '../infra/agent/line-reader.ts';
import { answerIdAtStart, idBeforeEnd, readChildMessage, type ChildMessage } from './child-message.ts';
import { Pace } from './pace.ts';

export interface OutputLimits {
  /** The longest line that is read. */
  readonly lineBytes: number;
  /** A line that goes on this long ends the process. */
  readonly endlessLineBytes: number;
  /** Output that nobody waits for is read this fast at most, so that a flood cannot take the agent from other servers. */
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

/** A short line costs more than its bytes: it is parsed and handed on. */
const bytesPerMessage = 2_048;

export interface OutputHandlers {
  /** Returns whether somebody waited for it. */
  readonly message: (message: ChildMessage, line: Buffer) => boolean;
  /** A line was too long; `id` is that of its request where it can be told, else `'only'`: the only one, if so. Returns whether one was. */
  readonly overlong: (id: number | 'only') => boolean;
  /** Nobody can tell whose overlong line it is. */
  readonly overlongUnknown: () => void;
  readonly endless: () => void;
}

/** Reads a server's stdout: messages as they come, floods with bounded memory and at bounded speed. */
export const readChildOutput = (stdout: Readable, limits: OutputLimits, handlers: OutputHandlers): void => {
  const pace = new Pace(stdout, limits.wasteBytesPerSecond);
  let overlongTimer: NodeJS.Timeout | undefined;
  let isOverlongSettled = true;
  const settleOverlong = (isSettled: boolean): void => {
    if (!isOverlongSettled && !isSettled) handlers.overlongUnknown();
    isOverlongSettled = true;
    clearTimeout(overlongTimer);
  };
  const reader = new LineReader(limits.lineBytes, {
    line: (line) => {
      if (handlers.message(readChildMessage(line), line)) pace.refund(line.length);
      else pace.spend(bytesPerMessage);
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
  stdout.on('data', (chunk: Buffer) => {
    pace.spend(chunk.length);
    reader.push(chunk);
    if (reader.lineBytes <= limits.endlessLineBytes) return;
    stdout.destroy();
    handlers.endless();
  });
  stdout.once('close', () => clearTimeout(overlongTimer));
  stdout.on('error', () => undefined);
};
