import { type ChildProcess, fork } from 'node:child_process';
import { readFile, realpath } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { ExtractOutcome, Extractor, ExtractRequest } from '../../domain/documents/content.ts';
import { type ChildCommand, ChildMessage } from './messages.ts';

export type ExtractorOptions = {
  /** Longest wait for the next part, start included. A reader that is silent for longer is killed. */
  timeoutMs?: number;
  /** Longest time for a whole document. */
  totalTimeoutMs?: number;
  /** Resident memory at which a reader is killed. */
  memoryMb?: number;
};

type Limits = Required<ExtractorOptions>;

const childPath = join(import.meta.dirname, 'child.ts');
const projectPath = join(import.meta.dirname, '..', '..');
/** What the reader's own code is made of; the data folder, which may lie beside it, is not. */
const codeFolders = ['contracts', 'domain', 'infra', 'node_modules', 'package.json'];
const memoryWatchMs = 200;
/** 0 is as urgent as the API, 19 the least. */
const readerNiceness = 10;

/**
 * The reader's process: no environment, no file but the project's code and the document, no writing, no programs of
 * its own. Threads and native code are what OCR and page drawing need.
 */
function startChild(path: string, memoryMb: number): ChildProcess {
  const execArgv = [
    `--max-old-space-size=${Math.floor(memoryMb / 2)}`,
    '--disable-proto=delete',
    '--no-warnings',
    '--permission',
    '--allow-worker',
    '--allow-addons',
    ...codeFolders.map((name) => `--allow-fs-read=${join(projectPath, name)}`),
    `--allow-fs-read=${path}`,
  ];
  const stdio: ['ignore', 'ignore', 'ignore', 'ipc'] = ['ignore', 'ignore', 'ignore', 'ipc'];
  const child = fork(childPath, [], { execArgv, stdio, env: { TZ: 'UTC' }, cwd: projectPath, serialization: 'json' });
  yieldToPeople(child);
  return child;
}

/** When many documents come at once, people's requests on the same machine go first. */
function yieldToPeople(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, readerNiceness);
  } catch {
    // It ended already, or the system does not allow it: the reading is as good.
  }
}

/** Resident memory in MB, or 0 where the system does not tell. */
async function residentMb(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** One document in one child, from start to its last message or its end by force. */
class Reading {
  readonly #child: ChildProcess;
  readonly #request: ExtractRequest;
  readonly #limits: Limits;
  readonly #outcome = Promise.withResolvers<ExtractOutcome>();
  readonly #memoryWatch: NodeJS.Timeout;
  readonly #totalTimer: NodeJS.Timeout;
  #partTimer: NodeJS.Timeout;
  #delivered: Promise<void> = Promise.resolve();

  constructor(path: string, request: ExtractRequest, limits: Limits) {
    this.#request = request;
    this.#limits = limits;
    this.#child = startChild(path, limits.memoryMb);
    this.#partTimer = this.#startTimer(limits.timeoutMs, 'no part within the time limit');
    this.#totalTimer = this.#startTimer(limits.totalTimeoutMs, 'not finished within the time limit');
    this.#memoryWatch = setInterval(() => void this.#checkMemory(), memoryWatchMs);
    this.#child.on('message', (raw) => this.#take(raw));
    this.#child.on('error', (error) => this.#outcome.reject(error));
    this.#child.on('exit', (code, signal) => {
      // A busy parent hears of the end before it has read the last messages; `disconnect` comes after them.
      if (this.#child.connected) this.#child.once('disconnect', () => this.#exited(code, signal));
      else this.#exited(code, signal);
    });
    this.#send({ type: 'read', path, fromPart: request.fromPart ?? 0 });
  }

  async result(): Promise<ExtractOutcome> {
    const { signal } = this.#request;
    const abort = (): void => this.#outcome.reject(signal?.reason);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await this.#outcome.promise;
    } finally {
      signal?.removeEventListener('abort', abort);
      clearInterval(this.#memoryWatch);
      clearTimeout(this.#partTimer);
      clearTimeout(this.#totalTimer);
      this.#child.kill('SIGKILL');
    }
  }

  #send(command: ChildCommand): void {
    if (this.#child.connected) this.#child.send(command, () => {});
  }

  #startTimer(ms: number, detail: string): NodeJS.Timeout {
    return setTimeout(() => this.#outcome.resolve({ status: 'rejected', reason: 'too_slow', detail }), ms);
  }

  async #checkMemory(): Promise<void> {
    const usedMb = await residentMb(this.#child.pid ?? 0);
    if (usedMb <= this.#limits.memoryMb) return;
    this.#outcome.resolve({ status: 'rejected', reason: 'too_large', detail: 'memory limit' });
  }

  #take(raw: unknown): void {
    const parsed = ChildMessage.safeParse(raw);
    if (!parsed.success) {
      this.#outcome.resolve({ status: 'rejected', reason: 'corrupt', detail: 'the reader answered nonsense' });
      return;
    }
    const message = parsed.data;
    clearTimeout(this.#partTimer);
    if (message.type === 'part') {
      this.#partTimer = this.#startTimer(this.#limits.timeoutMs, 'no part within the time limit');
      this.#deliver(message);
    } else if (message.type === 'rejected') {
      this.#finish({ status: 'rejected', reason: message.reason, detail: message.detail });
    } else {
      const { kind, parts, warnings } = message;
      this.#finish({ status: 'ok', kind, parts, warnings });
    }
  }

  #deliver({ part, done, total }: Extract<ChildMessage, { type: 'part' }>): void {
    this.#delivered = this.#delivered
      .then(() => this.#request.onPart(part, { done, total }))
      .then(() => this.#send({ type: 'ack' }));
    this.#delivered.catch((error: unknown) => this.#outcome.reject(error));
  }

  /** The outcome waits for the parts that are still being stored. */
  #finish(outcome: ExtractOutcome): void {
    this.#delivered.then(
      () => this.#outcome.resolve(outcome),
      () => {},
    );
  }

  /** V8 aborts when its heap is full (134, SIGABRT, 5); the system kills when memory is (SIGKILL). */
  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    const memory = code === 134 || code === 5 || signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGKILL';
    const reason = memory ? 'too_large' : 'corrupt';
    this.#finish({ status: 'rejected', reason, detail: `the reader ended (${code ?? signal})` });
  }
}

/**
 * Reads documents in child processes with hard limits on time and memory. Every outcome of a bad file is a value;
 * `extract` rejects only when the signal fires, when `onPart` fails or when no process can be started.
 */
export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const limits = { timeoutMs: 30_000, totalTimeoutMs: 300_000, memoryMb: 1_024, ...options };
  return {
    extract: async (filePath, request) => {
      request.signal?.throwIfAborted();
      return await new Reading(await realpath(filePath), request, limits).result();
    },
  };
}
