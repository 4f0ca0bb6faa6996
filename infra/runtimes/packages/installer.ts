import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fail } from '../../../contracts/kernel/fail.ts';
import { watchFolder } from '../process/usage-watch.ts';
import type { InstallOptions } from '../runtime.ts';
import { scrubLine } from './scrub-line.ts';

const KEPT_LINES = 200;
const SIZE_LOOK_MS = 500;

export interface InstallerOptions extends InstallOptions {
  /** bubblewrap, when it works here; without it the installer runs with the same clean environment. */
  readonly bwrap: string | null;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface InstallerRun {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The only folders it may write to; the first is the installation. */
  readonly writable: readonly [string, ...string[]];
}

export interface InstallerResult {
  readonly exitCode: number;
  /** Unscrubbed, to find the cause in; never shown. */
  readonly lines: readonly string[];
}

/**
 * Runs a package installer: it sees this machine read-only and writes to its folders alone. Fails with `limit_exceeded`
 * when the installation grows too large, and with the signal's reason when cancelled.
 */
export const runInstaller = async (run: InstallerRun, options: InstallerOptions): Promise<InstallerResult> => {
  options.signal?.throwIfAborted();
  const [program = '', ...args] = contained(run, options.bwrap);
  const child = spawn(program, args, {
    env: { ...run.environment },
    cwd: run.writable[0],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const listen = (stream: Readable): void => {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      if (line.trim() !== '') options.onLog?.(scrubLine(line));
    });
  };
  listen(child.stdout);
  listen(child.stderr);
  const pid = child.pid;
  // Its own process group: without bubblewrap, what it started ends with it.
  const end = (): void => {
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  let tooLarge = false;
  let tooLate = false;
  const timer = setTimeout(() => ((tooLate = true), end()), options.timeoutMs);
  const unwatch = watchFolder(run.writable[0], options.maxBytes, SIZE_LOOK_MS, () => ((tooLarge = true), end()));
  options.signal?.addEventListener('abort', end, { once: true });
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', (error) => (lines.push(error.message), resolve(127)));
    child.once('close', (code) => resolve(code ?? 1));
  });
  clearTimeout(timer);
  unwatch();
  options.signal?.removeEventListener('abort', end);
  options.signal?.throwIfAborted();
  if (tooLarge) throw fail('limit_exceeded', { resource: 'disk space' });
  return { exitCode: tooLate ? 124 : exitCode, lines };
};

const contained = ({ command, writable }: InstallerRun, bwrap: string | null): readonly string[] => {
  if (bwrap === null) return command;
  const namespaces = ['--die-with-parent', '--new-session', '--unshare-pid', '--unshare-ipc', '--unshare-uts'];
  const files = ['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'];
  const writes = writable.flatMap((folder) => ['--bind', folder, folder]);
  return [bwrap, ...namespaces, ...files, ...writes, '--chdir', writable[0], '--', ...command];
};
