const newline = 10;
const keptOfSkippedBytes = 1_024;

export interface LineHandlers {
  /** A whole line without its end, never empty. */
  readonly line: (line: Buffer) => void;
  /** A line passed the limit: its first KiB. The rest is skipped as it comes. */
  readonly tooLong?: (head: Buffer) => void;
  /** The end of a line that was too long: its last KiB. */
  readonly skipped?: (tail: Buffer) => void;
}

/** Cuts a stream of bytes into lines with bounded memory. The chunks are its own from then on. */
export class LineReader {
  readonly #maxBytes: number;
  readonly #handlers: LineHandlers;
  #parts: Buffer[] = [];
  #bytes = 0;
  #skipping = false;
  #tail: Buffer = Buffer.alloc(0);

  constructor(maxBytes: number, handlers: LineHandlers) {
    this.#maxBytes = maxBytes;
    this.#handlers = handlers;
  }

  /** Bytes of the line that has not ended yet, skipped ones included. */
  get lineBytes(): number {
    return this.#bytes;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      this.#take(chunk.subarray(from, end));
      this.#endLine();
      from = end + 1;
    }
    if (from < chunk.length) this.#take(chunk.subarray(from));
  }

  #take(part: Buffer): void {
    this.#bytes += part.length;
    if (this.#skipping) {
      this.#keepTail(part);
      release(part);
    } else {
      this.#parts.push(part);
      if (this.#bytes > this.#maxBytes) this.#beginSkipping();
    }
  }

  #beginSkipping(): void {
    this.#skipping = true;
    const parts = this.#parts;
    this.#parts = [];
    for (const part of parts) this.#keepTail(part);
    const head = Buffer.concat(parts, Math.min(this.#bytes, keptOfSkippedBytes));
    for (const part of parts) release(part);
    this.#handlers.tooLong?.(head);
  }

  #keepTail(part: Buffer): void {
    const both = part.length >= keptOfSkippedBytes ? part : Buffer.concat([this.#tail, part]);
    this.#tail = Buffer.from(both.subarray(-keptOfSkippedBytes));
  }

  #endLine(): void {
    const parts = this.#parts;
    const wasSkipping = this.#skipping;
    const tail = this.#tail;
    this.#parts = [];
    this.#bytes = 0;
    this.#skipping = false;
    this.#tail = Buffer.alloc(0);
    if (wasSkipping) return this.#handlers.skipped?.(tail);
    const [first] = parts;
    const line = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
    if (line.length > 0) this.#handlers.line(line);
  }
}

/**
 * Frees a chunk that nobody reads any more. Left to the garbage collector, a flood's chunks pile up until it stops
 * everything several times a second to look for them.
 */
const release = ({ buffer, byteLength }: Buffer): void => {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
};
