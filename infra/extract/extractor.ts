import type { ChildProcess } from 'node:child_process';
import { open } from 'node:fs/promises';
import type { RejectionCode } from '../../contracts/document-reading.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { ExtractOutcome, Extractor, ExtractRequest } from '../../domain/documents/content.ts';
import { signalOf } from '../runtimes/process/host-files.ts';
import { type ChildCommand, ChildMessage } from './messages.ts';
import { usageOf } from './process-tree.ts';
import { type Overdue, ReaderClock, type TimeLimits } from './reader-clock.ts';
import type { ReaderSandbox } from './reader-sandbox.ts';
import { startReader } from './start-reader.ts';

type Limits = TimeLimits & {
  /** What readers are put into; null: nothing but Node's permission model holds them. */
  sandbox: ReaderSandbox | null;
  /** Resident memory at which a reader is killed. */
  memoryMb: number;
};

export type ExtractorOptions = Partial<Limits> & Pick<Limits, 'sandbox'>;

const lookEveryMs = 200;
const memoryEnds = ['5', 'SIGABRT', 'SIGKILL', 'SIGTRAP'];

/** One document in one child, from start to its last message or its end by force. */
class Reading {
  readonly #child: ChildProcess;
  readonly #request: ExtractRequest;
  readonly #limits: Limits;
  readonly #outcome = Promise.withResolvers<ExtractOutcome>();
  readonly #clock: ReaderClock;
  #lookTimer: NodeJS.Timeout | undefined;
  #delivered: Promise<void> = Promise.resolve();
  #undelivered = 0;
  #ready = false;
  #over = false;

  constructor(document: number, request: ExtractRequest, limits: Limits) {
    this.#request = request;
    this.#limits = limits;
    this.#child = startReader(document, limits.memoryMb, limits.sandbox);
    this.#clock = new ReaderClock(limits, performance.now());
    this.#lookLater();
    this.#child.on('message', (raw) => this.#take(raw));
    this.#child.on('error', (error) => this.#outcome.reject(error));
    this.#child.on('exit', (code, signal) => {
      // A busy parent hears of the end before it has read the last messages; `disconnect` comes after them.
      if (this.#child.connected) this.#child.once('disconnect', () => this.#exited(code, signal));
      else this.#exited(code, signal);
    });
    this.#send({ type: 'read', fromPart: request.fromPart ?? 0 });
  }

  async result(): Promise<ExtractOutcome> {
    const { signal } = this.#request;
    const abort = (): void => this.#outcome.reject(signal?.reason);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await this.#outcome.promise;
    } finally {
      this.#over = true;
      signal?.removeEventListener('abort', abort);
      clearTimeout(this.#lookTimer);
      this.#child.kill('SIGKILL');
    }
  }

  #send(command: ChildCommand): void {
    if (this.#child.connected) this.#child.send(command, () => {});
  }

  #lookLater(): void {
    this.#lookTimer = setTimeout(() => this.#look(), lookEveryMs);
  }

  #look(): void {
    const usage = usageOf(this.#child.pid ?? 0);
    // Who waits until its parts are stored is not slow.
    if (this.#undelivered > 0) this.#clock.beginPart();
    const overdue = this.#clock.look(usage, performance.now());
    if (usage.residentMb > this.#limits.memoryMb)
      this.#outcome.resolve({ status: 'rejected', reason: 'too_large', detail: 'memory limit' });
    else if (overdue !== null) this.#endOverdue(overdue);
    else this.#lookLater();
  }

  /** The one place that decides whether the time is the document's fault. */
  #endOverdue(overdue: Overdue): void {
    if (overdue === 'starves') this.#outcome.reject(fail('service_unavailable', { overdue }));
    else this.#outcome.resolve({ status: 'rejected', reason: 'too_slow', detail: `the reader ${overdue}` });
  }

  #take(raw: unknown): void {
    const parsed = ChildMessage.safeParse(raw);
    if (!parsed.success) {
      this.#outcome.resolve({ status: 'rejected', reason: 'corrupt', detail: 'the reader answered nonsense' });
      return;
    }
    const message = parsed.data;
    if (message.type === 'ready') {
      this.#ready = true;
      return;
    }
    if (message.type === 'part') {
      this.#clock.beginPart();
      this.#deliver(message);
    } else if (message.type === 'rejected') {
      this.#finish({ status: 'rejected', reason: message.reason, detail: message.detail });
    } else if (message.type === 'broken') {
      this.#outcome.reject(new Error(message.detail));
    } else {
      const { kind, parts, warnings } = message;
      this.#finish({ status: 'ok', kind, parts, warnings });
    }
  }

  #deliver({ part, done, total }: Extract<ChildMessage, { type: 'part' }>): void {
    this.#undelivered += 1;
    this.#delivered = this.#delivered.then(async () => {
      // Whoever called the reading off may have removed what was stored.
      if (this.#over) return;
      await this.#request.onPart(part, { done, total });
      this.#undelivered -= 1;
      this.#send({ type: 'ack' });
    });
    this.#delivered.catch((error: unknown) => this.#outcome.reject(error));
  }

  /** The outcome waits for the parts that are still being stored. */
  #finish(outcome: ExtractOutcome): void {
    this.#delivered.then(
      () => this.#outcome.resolve(outcome),
      () => {},
    );
  }

  /** V8 aborts when its heap is full (134, SIGABRT, 5); the system kills when memory is (SIGKILL). A sandbox answers 128 + signal. */
  #exited(code: number | null, signal: string | null): void {
    const end = signal ?? signalOf(code ?? 0) ?? `${code}`;
    // Not the document's fault: it was not looked at yet, or a Ctrl-C meant us.
    const undone = !this.#ready || ['SIGHUP', 'SIGINT', 'SIGTERM'].includes(end);
    if (memoryEnds.includes(end)) this.#reject('too_large', end);
    else if (undone) this.#outcome.reject(new Error(`the reader did not start or was stopped (${end})`));
    else this.#reject('corrupt', end);
  }

  #reject(reason: RejectionCode, end: string): void {
    this.#finish({ status: 'rejected', reason, detail: `the reader ended (${end})` });
  }
}

/**
 * Reads documents in child processes with hard limits on time and memory. Every outcome of a bad file is a value;
 * `extract` rejects only when the signal fires, when `onPart` fails, when a reader does not work here or somebody stops it, and with
 * `service_unavailable` when the machine has no time for it.
 */
export function createExtractor(options: ExtractorOptions): Extractor {
  const limits = {
    partCpuMs: 30_000,
    totalCpuMs: 600_000,
    idleMs: 60_000,
    partWallMs: 600_000,
    memoryMb: 1_024,
    ...options,
  };
  return {
    extract: async (filePath, request) => {
      request.signal?.throwIfAborted();
      await using document = await open(filePath);
      return await new Reading(document.fd, request, limits).result();
    },
  };
}
