import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../contracts/kernel/fail.ts';
import { isAlive } from '../infra/ground/process-identity.ts';
import type { LaunchedServer, Runtime } from '../infra/runtimes/runtime.ts';

const fixture = join(import.meta.dirname, 'test-children/fixture-server.ts');

/** For tests: runs the fixture server as a plain process, without a sandbox, in the server's data folder. */
export const plainRuntime = (changes: Partial<Runtime> = {}): Runtime => ({
  name: 'process',
  problem: async () => null,
  install: async (_spec, folder, options) => {
    options?.onLog?.('installing');
    await writeFile(join(folder, 'program'), '');
    return { version: '1.0.0' };
  },
  launch: async (spec, _folder, dataFolder) => launchPlain(dataFolder, spec.environment),
  uninstall: async () => undefined,
  ...changes,
});

const launchPlain = async (cwd: string, environment: Readonly<Record<string, string>>): Promise<LaunchedServer> => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fixture], {
    cwd,
    env: { ...environment },
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) throw fail('server_start_failed', { reason: 'no process' });
  const exited = new Promise<{ reason: string }>((resolve) => {
    child.once('exit', (code, signal) =>
      resolve({ reason: signal === null ? `ended with code ${code}` : `ended by ${signal}` }),
    );
  });
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    exited,
    processIds: async () => (isAlive(pid) ? [pid] : []),
    memoryBytes: async () => null,
    end: async (graceMs) => {
      child.kill(graceMs > 0 ? 'SIGTERM' : 'SIGKILL');
      const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(killer);
    },
  };
};
