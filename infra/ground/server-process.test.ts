import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { isAlive } from './process-identity.ts';
import { startServerProcess } from './server-process.ts';

const MODULE = pathToFileURL(createRequire(import.meta.url).resolve('./server-process.ts')).href;
const FOREVER = 'setInterval(() => undefined, 1000)';

const optionsIn = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'server-process-'));
  const args = ['-e', FOREVER, folder];
  const [pidFile, logFile] = [join(folder, 'server.pid'), join(folder, 'server.log')];
  return { name: 'Test server', command: process.execPath, args, pidFile, logFile, mark: folder };
};

test('a stopped server is gone, and its end is told', async () => {
  const server = await startServerProcess(await optionsIn(), process.env);
  expect(isAlive(server.pid)).toBe(true);
  await server.stop(5_000);
  expect(isAlive(server.pid)).toBe(false);
  expect(server.hasEnded()).toBe(true);
  expect(await server.ended).toBe('Test server ended (SIGTERM)');
});

test('a server that a dead starter left behind is ended before the new one begins', async () => {
  const options = await optionsIn();
  const orphan = spawn(process.execPath, options.args, { stdio: 'ignore' });
  const gone = once(orphan, 'exit');
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  await writeFile(options.pidFile, JSON.stringify({ pid: orphan.pid, starterPid: dead.pid }));
  const server = await startServerProcess(options, process.env);
  onTestFinished(() => server.stop(5_000));
  await gone;
  expect(JSON.parse(await readFile(options.pidFile, 'utf8'))).toMatchObject({
    pid: server.pid,
    starterPid: process.pid,
  });
});

test('a process that only got the number of the old server is left alone', async () => {
  const options = await optionsIn();
  const stranger = spawn(process.execPath, ['-e', FOREVER], { stdio: 'ignore' });
  onTestFinished(() => void stranger.kill('SIGKILL'));
  await writeFile(options.pidFile, JSON.stringify({ pid: stranger.pid, starterPid: 999_999_999 }));
  const server = await startServerProcess(options, process.env);
  onTestFinished(() => server.stop(5_000));
  expect(stranger.exitCode).toBeNull();
  expect(isAlive(stranger.pid ?? 0)).toBe(true);
});

test('a server whose starter lives is not taken over', async () => {
  const options = await optionsIn();
  const other = spawn(process.execPath, options.args, { stdio: 'ignore' });
  onTestFinished(() => void other.kill('SIGKILL'));
  await once(other, 'spawn');
  await writeFile(options.pidFile, JSON.stringify({ pid: other.pid, starterPid: process.ppid }));
  await expect(startServerProcess(options, process.env)).rejects.toThrow(/already runs on this data folder/);
  expect(isAlive(other.pid ?? 0)).toBe(true);
});

test.runIf(process.platform === 'linux')('kill -9 of the starter ends its server', async () => {
  const options = await optionsIn();
  const program = `
    const { startServerProcess } = await import(${JSON.stringify(MODULE)});
    const server = await startServerProcess(${JSON.stringify(options)}, process.env);
    console.log(server.pid);
    ${FOREVER}`;
  const starter = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pid = Number(String((await once(starter.stdout, 'data'))[0]));
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false));
});
