import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '../../infra/ground/report.ts';

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
const RESTART_GRACE_MS = 10_000;
/** A part that ran this long before it ended counts as healthy, so its next restart waits the shortest time again. */
const HEALTHY_AFTER_MS = 60_000;

/** One started and ready process, or a server that belongs to somebody else (no pid, never ends). */
export type Running = { pid: number | undefined; ended: Promise<string>; stop: (graceMs: number) => Promise<void> };

/** A part of the platform that is started again whenever it ends by itself. */
export type Part = {
  readonly name: string;
  readonly pid: number | undefined;
  /** Sends a signal as an accident would; a part that ends of it is started again. Use `stop` to end it for good. */
  kill: (signal: NodeJS.Signals) => void;
  restart: () => Promise<void>;
  /** Resolves when the part is ready, after a `kill` only when its successor is. */
  waitReady: () => Promise<void>;
  stop: (graceMs: number) => Promise<void>;
};

export type SuperviseOptions = {
  name: string;
  /** Resolves when the process is ready; rejects (with nothing left running) when it does not become so or the signal aborts. */
  start: (signal: AbortSignal) => Promise<Running>;
  report: Report;
};

const ENDING_SIGNALS = new Set<NodeJS.Signals>(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGABRT', 'SIGSEGV']);

/** Starts a part and keeps it running. Rejects when the very first start fails. */
export async function supervise(options: SuperviseOptions): Promise<Part> {
  const part = new SupervisedPart(options);
  await part.launch();
  return part;
}

class SupervisedPart implements Part {
  readonly #options: SuperviseOptions;
  readonly #stopping = new AbortController();
  #ready = Promise.withResolvers<void>();
  #current: Running | undefined;
  #backoffMs = FIRST_BACKOFF_MS;
  #relaunching: Promise<void> = Promise.resolve();

  constructor(options: SuperviseOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get pid(): number | undefined {
    return this.#current?.pid;
  }

  kill(signal: NodeJS.Signals): void {
    if (this.pid === undefined) throw new Error(`${this.name} is no process of this platform, or does not run now`);
    if (ENDING_SIGNALS.has(signal)) this.#ready = Promise.withResolvers<void>();
    process.kill(this.pid, signal);
  }

  async restart(): Promise<void> {
    const former = this.#current;
    this.#forget();
    await former?.stop(RESTART_GRACE_MS);
    await this.launch();
  }

  async waitReady(): Promise<void> {
    for (let awaited; awaited !== this.#ready;) {
      awaited = this.#ready;
      await awaited.promise;
    }
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    await this.#relaunching.catch(() => undefined);
    await this.#current?.stop(graceMs);
    this.#current = undefined;
  }

  async launch(): Promise<void> {
    const running = await this.#options.start(this.#stopping.signal);
    this.#current = running;
    this.#ready.resolve();
    const startedAt = performance.now();
    void running.ended.then((why) => {
      if (this.#stopping.signal.aborted || running !== this.#current) return;
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) this.#backoffMs = FIRST_BACKOFF_MS;
      this.#relaunching = this.#relaunch(why);
    });
  }

  async #relaunch(reason: string): Promise<void> {
    this.#forget();
    for (let why = reason; !this.#stopping.signal.aborted;) {
      this.#options.report(`${why}; starting it again in ${this.#backoffMs / 1_000} s`);
      await delay(this.#backoffMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      this.#backoffMs = Math.min(this.#backoffMs * 2, LONGEST_BACKOFF_MS);
      if (this.#stopping.signal.aborted) return;
      try {
        await this.launch();
        this.#options.report(`${this.name} runs again`);
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
  }

  /** Whoever waits for the process that is gone goes on waiting for its successor. */
  #forget(): void {
    this.#current = undefined;
    this.#ready.resolve();
    this.#ready = Promise.withResolvers<void>();
  }
}
