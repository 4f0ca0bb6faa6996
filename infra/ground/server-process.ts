import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { dyingWithParent } from './dying-with-parent.ts';
import { isAlive, isOurProcess } from './process-identity.ts';
import { StartError } from './start-error.ts';

const STALE_GRACE_MS = 5_000;

export type ServerProcessOptions = {
  name: string;
  command: string;
  args: readonly string[];
  /** Remembers the process for the next start; two servers never share one. */
  pidFile: string;
  /** Receives both output streams, from the start of this process on. */
  logFile: string;
  /** A part of the command line that only this server has, such as the path of its data file. */
  mark: string;
};

export type ServerProcess = {
  pid: number;
  /** Resolves with a sentence when the process has ended, whoever ended it. */
  ended: Promise<string>;
  hasEnded: () => boolean;
  stop: (graceMs: number) => Promise<void>;
};

/**
 * Starts a server that ends with this process: on Linux the kernel tells it, elsewhere the next start finds it by its pid file.
 * Standard input is a pipe that closes when this process dies.
 */
export async function startServerProcess(
  options: ServerProcessOptions,
  env: NodeJS.ProcessEnv,
): Promise<ServerProcess> {
  await mkdir(dirname(options.pidFile), { recursive: true });
  await clearStaleServer(options);
  const [command, args] = await dyingWithParent(options.command, options.args, env);
  const log = openSync(options.logFile, 'w');
  const child = spawn(command, args, { env, stdio: ['pipe', log, log] });
  closeSync(log);
  child.stdin?.on('error', () => undefined);
  await once(child, 'spawn').catch((error: unknown) => {
    throw new StartError(`${options.name} does not start: ${String(error)}`);
  });
  const pid = child.pid ?? 0;
  await writeFile(options.pidFile, JSON.stringify({ pid, starterPid: process.pid }));
  return serverProcess(child, pid, options);
}

function serverProcess(child: ChildProcess, pid: number, options: ServerProcessOptions): ServerProcess {
  let over = false;
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (exitCode, signal) => {
      over = true;
      resolve(`${options.name} ended (${signal ?? `exit code ${exitCode}`})`);
    });
  });
  const stop = async (graceMs: number) => {
    if (!over) {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(killer);
    }
    await rm(options.pidFile, { force: true });
  };
  return { pid, ended, hasEnded: () => over, stop };
}

async function clearStaleServer(options: ServerProcessOptions): Promise<void> {
  const known = await readPidFile(options.pidFile);
  if (known === undefined || !(await isOurProcess(known.pid, options.mark))) return;
  if (known.starterPid !== process.pid && isAlive(known.starterPid)) {
    throw new StartError(
      `${options.name} already runs on this data folder (process ${known.pid}, started by ${known.starterPid}). Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  process.kill(known.pid, 'SIGTERM');
  const deadline = performance.now() + STALE_GRACE_MS;
  while (isAlive(known.pid) && performance.now() < deadline) await delay(50);
  if (isAlive(known.pid)) process.kill(known.pid, 'SIGKILL');
}

async function readPidFile(path: string): Promise<{ pid: number; starterPid: number } | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('starterPid' in value)) return undefined;
    const { pid, starterPid } = value;
    return typeof pid === 'number' && typeof starterPid === 'number' ? { pid, starterPid } : undefined;
  } catch {
    return undefined;
  }
}
