import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { LineReader } from '../infra/agent/line-reader.ts';
import { Pace } from './pace.ts';

const maxBytes = 64 * 1_024;
const maxLineBytes = 4 * 1_024;
/** Nobody reads more; the server waits when it writes faster. */
const bytesPerSecond = 1_024 * 1_024;
/** Short: the lines of a whole second at once would hold up the calls of all servers. */
const windowMs = 25;

export interface LogLine {
  readonly at: string;
  readonly text: string;
}

/** The last lines a server wrote to stderr, at most 64 KiB of them, without control characters. */
export class StderrRing {
  readonly #now: () => Date;
  #lines: LogLine[] = [];
  #bytes = 0;

  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** Reads a process's stderr to its end; what came after the last line end counts as a line too. */
  follow(stderr: Readable): void {
    const reader = new LineReader(maxLineBytes, {
      line: (line) => this.add(line.toString('utf8')),
      tooLong: (head) => this.add(`${head.toString('utf8')}…`),
    });
    const pace = new Pace(stderr, bytesPerSecond, windowMs);
    stderr.on('data', (chunk: Buffer) => {
      pace.spend(chunk.length);
      reader.push(chunk);
    });
    stderr.once('end', () => reader.push(Buffer.from('\n')));
    stderr.on('error', () => undefined);
  }

  add(raw: string): void {
    const text = plain(raw);
    if (text === '') return;
    this.#lines.push({ at: this.#now().toISOString(), text });
    this.#bytes += sizeOf(text);
    let dropped = 0;
    for (; this.#bytes > maxBytes; dropped += 1) this.#bytes -= sizeOf(this.#lines[dropped]?.text ?? '');
    if (dropped > 0) this.#lines = this.#lines.slice(dropped);
  }
}

const timestampBytes = 24;
const sizeOf = (text: string): number => Buffer.byteLength(text) + timestampBytes;

/** Without terminal sequences, and whatever else a terminal or a log reader would obey. */
const plain = (raw: string): string =>
  stripVTControlCharacters(raw)
    .replaceAll('\t', ' ')
    .replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .trimEnd();
