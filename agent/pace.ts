import type { Readable } from 'node:stream';

const windowMs = 1_000;

/** Limits how fast a stream is read: what is spent over the budget of a second waits for the next one, in the pipe. */
export class Pace {
  readonly #stream: Readable;
  readonly #perSecond: number;
  readonly #timer: NodeJS.Timeout;
  #spent = 0;

  constructor(stream: Readable, perSecond: number) {
    this.#stream = stream;
    this.#perSecond = perSecond;
    this.#timer = setInterval(() => this.#nextWindow(), windowMs);
    this.#timer.unref();
    stream.once('close', () => clearInterval(this.#timer));
  }

  spend(amount: number): void {
    this.#spent += amount;
    if (this.#spent > this.#perSecond) this.#stream.pause();
  }

  /** Gives back what turned out to be worth reading. */
  refund(amount: number): void {
    this.#spent = Math.max(0, this.#spent - amount);
  }

  #nextWindow(): void {
    this.#spent = 0;
    if (this.#stream.isPaused()) this.#stream.resume();
  }
}
