import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const ROTATE_AT_BYTES = 10_000_000;
const KEPT_CHARS = 8_000;
const SHOWN_LINES = 12;

export type LogFile = { write: (chunk: Buffer) => void; lastLines: () => string; close: () => void };

/** Appends to a file; at 10 MB the file becomes `<path>.1` (replacing the one before) and a new one begins. */
export function openLogFile(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let file = openSync(path, 'a');
  let size = fstatSync(file).size;
  let tail = '';
  const rotate = () => {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, 'a');
    size = 0;
  };
  return {
    write: (chunk) => {
      tail = (tail + chunk.toString('utf8')).slice(-KEPT_CHARS);
      if (size > 0 && size + chunk.length > ROTATE_AT_BYTES) rotate();
      size += writeSync(file, chunk);
    },
    lastLines: () => tail.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n'),
    close: () => closeSync(file),
  };
}
