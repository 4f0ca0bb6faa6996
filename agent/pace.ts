import type { Readable } from 'node:stream';

/** Limits how fast a stream is read: what is spent over the budget of a window waits for the next one, in the pipe. */
export class Pace {
  readonly #stream: Readable;
  readonly #perWindow: number;
  readonly #windowMs: number;
  #timer: NodeJS.Timeout | undefined;
  #spent = 0;

  constructor(stream: Readable, perSecond: number, windowMs = 1_000) {
    this.#stream = stream;
    this.#perWindow = (perSecond * windowMs) / 1_000;
    this.#windowMs = windowMs;
    stream.once('close', () => clearTimeout(this.#timer));
  }

  spend(amount: number): void {
    this.#timer ??= setTimeout(() => this.#nextWindow(), this.#windowMs).unref();
    this.#spent += amount;
    if (this.#spent > this.#perWindow) this.#stream.pause();
  }

  /** Gives back what turned out to be worth reading. */
  refund(amount: number): void {
    this.#spent = Math.max(0, this.#spent - amount);
  }

  #nextWindow(): void {
    this.#timer = undefined;
    this.#spent = 0;
    if (this.#stream.isPaused()) this.#stream.resume();
  }
}
