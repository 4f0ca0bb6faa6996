import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ServerSpec } from '../domain/mcp/deployment-agent.ts';
import { agentSocketPath } from '../infra/agent/agent-address.ts';
import { createAgentClient } from '../infra/agent/agent-client.ts';
import { isAlive } from '../infra/ground/process-identity.ts';
import { testSpec } from './test-agent.ts';

const echo = { name: 'echo', arguments: { one: 1 } };

/** The agent as a process of its own, with the real sandbox. */
const startAgentProcess = async (dataDir: string, env: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, DATA_DIR: dataDir, MCP_LOCAL_FOLDER: join(dataDir, 'local'), LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)));
  const exited = new Promise<string>((resolve) => child.once('close', () => resolve(output)));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  await Promise.race([once(child, 'message'), exited]);
  return { child, exited };
};

const newDataDir = async (): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'agent-main-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true, maxRetries: 10 }));
  await mkdir(join(dataDir, 'local/fixture'), { recursive: true });
  await cp(join(import.meta.dirname, 'test-children/fixture-server.ts'), join(dataDir, 'local/fixture/index.ts'));
  return dataDir;
};

const connect = (dataDir: string) => {
  const client = createAgentClient({ target: { socketPath: agentSocketPath(dataDir) } });
  onTestFinished(() => client[Symbol.dispose]());
  return client;
};

const program: ServerSpec['source'] = {
  kind: 'local',
  folder: 'fixture',
  program: 'node',
  args: ['index.ts', '/data'],
};

test('a server in the sandbox answers, dies with an agent that is killed, and runs again with the next one', async () => {
  const dataDir = await newDataDir();
  const first = await startAgentProcess(dataDir);
  const client = connect(dataDir);
  expect((await client.health()).runtimes).toContainEqual({ name: 'process', problem: null });
  await client.create(testSpec({ source: program }));
  await client.start('mcp_one', 1);
  const upstream = await client.attach('mcp_one');
  expect(JSON.stringify(await upstream.request('tools/call', echo))).toContain('one');
  const pids = (await client.describe('mcp_one'))?.processIds ?? [];
  expect(pids.length).toBeGreaterThan(0);

  first.child.kill('SIGKILL');
  await first.exited;
  expect(await upstream.closed).toBe('the connection to the agent ended');
  await vi.waitFor(() => expect(pids.filter((pid) => isAlive(pid))).toEqual([]));

  const second = await startAgentProcess(dataDir);
  const again = await vi.waitFor(() => client.attach('mcp_one'));
  expect(await again.request('tools/call', echo)).toBeDefined();
  const later = (await client.describe('mcp_one'))?.processIds ?? [];
  second.child.kill('SIGTERM');
  await second.exited;
  // Ended ones count until the system's first process has noticed.
  await vi.waitFor(() => expect(later.filter((pid) => isAlive(pid))).toEqual([]));
  expect(await readdir(join(dataDir, 'agent/processes'))).toEqual([]);
});

test('a second agent on the same data folder is refused; the socket is for its owner alone', async () => {
  const dataDir = await newDataDir();
  await startAgentProcess(dataDir);
  const second = await startAgentProcess(dataDir);
  expect(await second.exited).toContain('already runs on');
  expect(second.child.exitCode).not.toBe(0);
  expect((await stat(agentSocketPath(dataDir))).mode & 0o777).toBe(0o600);
  expect((await connect(dataDir).health()).version).toBe('0.1.0');
});
