import { spawn, type ChildProcess } from 'node:child_process';
import { StartError } from '../../infra/ground/start-error.ts';
import { dyingWithParent } from '../../infra/ground/dying-with-parent.ts';
import { openLogFile, type LogFile } from './log-file.ts';
import type { Running } from './supervise.ts';

/** A machine under load takes five times as long as an idle one, which needs 5 s. */
const READY_TIMEOUT_MS = 180_000;

/** Resolves when the child serves: `saysReady` is its own `process.send('ready')`; the signal aborts when nobody waits any more. */
export type AwaitReady = (child: { saysReady: Promise<void>; signal: AbortSignal }) => Promise<void>;

export type NodeChildOptions = {
  name: string;
  /** Path of the TypeScript entry point. */
  script: string;
  env: NodeJS.ProcessEnv;
  logFile: string;
  cwd: string;
  awaitReady: AwaitReady;
};

/** Starts an entry point of the platform with this very Node and waits until it serves. */
export async function startNodeChild(options: NodeChildOptions, signal: AbortSignal): Promise<Running> {
  const log = openLogFile(options.logFile);
  const [command, args] = await dyingWithParent(process.execPath, [options.script], options.env);
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  child.stdout?.on('data', log.write);
  child.stderr?.on('data', log.write);
  const running = runningChild(child, options.name, log);
  const saysReady = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'ready') resolve();
    });
  });
  const settled = new AbortController();
  const over = AbortSignal.any([signal, settled.signal]);
  try {
    await Promise.race([
      options.awaitReady({ saysReady, signal: over }),
      running.ended.then((why) => Promise.reject(new Error(why))),
      timeLimit(over),
    ]);
    return running;
  } catch (error) {
    await running.stop(1_000);
    throw new StartError(
      `${options.name} does not start: ${reasonOf(error)}. Its log: ${options.logFile}\n${log.lastLines()}`.trimEnd(),
    );
  } finally {
    settled.abort();
  }
}

function runningChild(child: ChildProcess, name: string, log: LogFile): Running {
  let over = false;
  const ended = new Promise<string>((resolve) => {
    const end = (why: string) => {
      over = true;
      log.close();
      resolve(`${name} ended (${why})`);
    };
    child.once('error', (error) => end(error.message));
    child.once('close', (exitCode, signal) => end(signal ?? `exit code ${exitCode}`));
  });
  const stop = async (graceMs: number) => {
    if (over) return;
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(killer);
  };
  return { pid: child.pid, ended, stop };
}

function timeLimit(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`not ready after ${READY_TIMEOUT_MS / 1_000} s`)),
      READY_TIMEOUT_MS,
    );
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new Error('stopped while starting'));
    });
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
