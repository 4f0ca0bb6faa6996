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
export async function supervise({ name, start, report }: SuperviseOptions): Promise<Part> {
  const stopping = new AbortController();
  let ready = Promise.withResolvers<void>();
  let current: Running | undefined;
  let backoffMs = FIRST_BACKOFF_MS;
  let relaunching: Promise<void> = Promise.resolve();

  const launch = async () => {
    const running = await start(stopping.signal);
    current = running;
    ready.resolve();
    const startedAt = performance.now();
    void running.ended.then((why) => {
      if (stopping.signal.aborted || running !== current) return;
      if (performance.now() - startedAt > HEALTHY_AFTER_MS) backoffMs = FIRST_BACKOFF_MS;
      relaunching = relaunch(why);
    });
  };

  const relaunch = async (reason: string) => {
    forget();
    for (let why = reason; !stopping.signal.aborted;) {
      report(`${why}; starting it again in ${backoffMs / 1_000} s`);
      await delay(backoffMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      backoffMs = Math.min(backoffMs * 2, LONGEST_BACKOFF_MS);
      if (stopping.signal.aborted) return;
      try {
        await launch();
        report(`${name} runs again`);
        return;
      } catch (error) {
        why = error instanceof Error ? error.message : String(error);
      }
    }
  };

  const forget = () => {
    current = undefined;
    ready.resolve();
    ready = Promise.withResolvers<void>();
  };

  await launch();

  return {
    name,
    get pid() {
      return current?.pid;
    },
    kill: (signal) => {
      const pid = current?.pid;
      if (pid === undefined) throw new Error(`${name} is not a process of this platform, or does not run now`);
      if (ENDING_SIGNALS.has(signal)) ready = Promise.withResolvers<void>();
      process.kill(pid, signal);
    },
    restart: async () => {
      const former = current;
      forget();
      await former?.stop(RESTART_GRACE_MS);
      await launch();
    },
    waitReady: async () => {
      for (let awaited = ready; ; awaited = ready) {
        await awaited.promise;
        if (awaited === ready) return;
      }
    },
    stop: async (graceMs) => {
      stopping.abort();
      await relaunching.catch(() => undefined);
      await current?.stop(graceMs);
      current = undefined;
    },
  };
}
