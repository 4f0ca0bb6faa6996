import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fail } from '../contracts/kernel/fail.ts';
import type { JsonObject } from '../domain/mcp/upstream.ts';
import type { AgentServer, DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { isAlive } from '../infra/ground/process-identity.ts';
import { plainRuntime } from './test-runtime.ts';
import { startFixture, startTestAgent, testSpec } from './test-agent.ts';

const quick = { firstBackoffMs: 20, longestBackoffMs: 100, restartPatienceMs: 30_000 };
const exit = { name: 'exit', arguments: {} };
const echo = { name: 'echo', arguments: {} };

const untilState = async (client: DeploymentAgent, state: AgentServer['state'], id = 'mcp_one'): Promise<AgentServer> =>
  vi.waitFor(async () => {
    const server = await client.describe(id);
    expect(server?.state).toBe(state);
    if (server === null) throw new Error('it is there');
    return server;
  });

test('a call on a server that ends fails at once, and the server is started again', async () => {
  const { client } = await startTestAgent({ timings: quick });
  const upstream = await startFixture({ client });
  const before = (await untilState(client, 'running')).processIds;
  await expect(upstream.request('tools/call', exit)).rejects.toMatchObject({
    code: 'mcp_server_unavailable',
    details: { name: 'fixture', reason: 'ended with code 3' },
  });
  expect(await upstream.closed).toBe('ended with code 3');
  const again = await client.attach('mcp_one');
  expect(await again.request('tools/call', echo)).toMatchObject({ content: [{ type: 'text' }] });
  const after = await untilState(client, 'running');
  expect(after.processIds).not.toEqual(before);
  expect(after).toMatchObject({ restarts: 1, lastExit: 'ended with code 3' });
});

test('a caller waits for one restart: when that fails or takes long, the call fails and may be tried again', async () => {
  const plain = plainRuntime();
  let launches = 0;
  const held = Promise.withResolvers<never>();
  const runtime = plainRuntime({
    launch: async (...given) => {
      launches += 1;
      if (launches === 1) return plain.launch(...given);
      return launches === 2 ? await Promise.reject(fail('server_start_failed', { reason: 'no luck' })) : held.promise;
    },
  });
  const { client } = await startTestAgent({
    runtime,
    timings: { ...quick, restartPatienceMs: 300, quarantineExits: 1_000 },
  });
  // Before the agent ends, which waits for it.
  onTestFinished(() => held.reject(fail('server_start_failed', { reason: 'the test is over' })));
  const upstream = await startFixture({ client });
  await expect(upstream.request('tools/call', exit)).rejects.toThrow('mcp_server_unavailable');
  const busy = { code: 'mcp_server_unavailable', details: { reason: 'it ended (no luck) and is started again' } };
  await expect(client.attach('mcp_one')).rejects.toMatchObject(busy);
  await vi.waitFor(() => expect(launches).toBe(3));
  await expect(client.attach('mcp_one')).rejects.toMatchObject(busy);
  expect(launches).toBe(3);
});

test('a server that ends five times is in quarantine until it is started by hand', async () => {
  const started = await startTestAgent({ timings: quick });
  const { client } = started;
  await startFixture(started);
  for (let count = 1; count <= 5; count += 1) {
    const upstream = await vi.waitFor(() => client.attach('mcp_one'));
    await expect(upstream.request('tools/call', exit)).rejects.toThrow('mcp_server_unavailable');
  }
  const { processIds } = await untilState(client, 'quarantined');
  expect(processIds).toEqual([]);
  await expect(client.attach('mcp_one')).rejects.toMatchObject({
    code: 'mcp_server_quarantined',
    details: { name: 'fixture' },
  });
  await client.start('mcp_one', 1);
  const upstream = await client.attach('mcp_one');
  expect(await upstream.request('tools/call', echo)).toBeDefined();
});

test('an idle server sleeps without a process, keeps its connections, and wakes for the next call', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started, { idleSleepSeconds: 0.1 });
  await untilState(started.client, 'sleeping');
  await vi.waitFor(async () => expect((await started.client.describe('mcp_one'))?.processIds).toEqual([]));
  expect(await upstream.request('tools/call', echo)).toBeDefined();
  expect(await started.noted('handshakes')).toHaveLength(2);
  await untilState(started.client, 'sleeping');
  const other = await started.client.attach('mcp_one');
  expect(await other.request('tools/call', echo)).toBeDefined();
});

test('what a server asks at its start is no question to the caller who woke it', async () => {
  const started = await startTestAgent();
  // Long enough for it to write the first answer down.
  const upstream = await startFixture(started, { idleSleepSeconds: 1, environment: { ASK_ROOTS: '1' } });
  await untilState(started.client, 'sleeping');
  const onRequest = vi.fn<() => Promise<JsonObject>>(async () => ({ roots: [{ uri: 'file:///home/ada' }] }));
  const waking = upstream.request('tools/call', { name: 'wait', arguments: {} }, { onRequest });
  await vi.waitFor(async () => expect(await started.noted('roots')).toEqual(['{"roots":[]}', '{"roots":[]}']));
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  await waking;
  expect(onRequest).not.toHaveBeenCalled();
});

test('a server does not sleep during a call, nor while somebody is subscribed to it', async () => {
  const started = await startTestAgent();
  const upstream = await startFixture(started, { idleSleepSeconds: 0.5 });
  const waiting = upstream.request('tools/call', { name: 'wait', arguments: {} });
  await vi.waitFor(async () => expect(await started.noted('calls')).toHaveLength(1));
  await upstream.request('resources/subscribe', { uri: 'test://one' });
  await writeFile(join(started.folder, 'servers/mcp_one/data/go'), '');
  await waiting;
  // Another one with the same patience, started later, is the clock.
  await startFixture(started, { id: 'mcp_two', idleSleepSeconds: 0.5 });
  await untilState(started.client, 'sleeping', 'mcp_two');
  expect(await started.noted('handshakes')).toHaveLength(1);
  expect((await untilState(started.client, 'running')).processIds).toHaveLength(1);
  await upstream.request('resources/unsubscribe', { uri: 'test://one' });
  await untilState(started.client, 'sleeping');
});

test('a session has a process of its own that ends with its last connection', async () => {
  const started = await startTestAgent();
  const { client } = started;
  await startFixture(started);
  const [one, two] = [
    await client.attach('mcp_one', { session: 's' }),
    await client.attach('mcp_one', { session: 's' }),
  ];
  expect(await started.noted('handshakes')).toHaveLength(2);
  await one[Symbol.asyncDispose]();
  expect(await two.request('tools/call', echo)).toBeDefined();
  expect((await client.describe('mcp_one'))?.processIds).toHaveLength(2);
  await two[Symbol.asyncDispose]();
  await vi.waitFor(async () => expect((await client.describe('mcp_one'))?.processIds).toHaveLength(1));
});

test('a program that ends at its start, or does not speak MCP, says so and leaves no process', async () => {
  const patient = await startTestAgent();
  await expect(startFixture(patient, { environment: { CRASH_AT_START: '1' } })).rejects.toMatchObject({
    code: 'server_start_failed',
    details: { reason: 'ended with code 7' },
  });
  expect(await patient.client.describe('mcp_one')).toMatchObject({ state: 'stopped', processIds: [] });
  const impatient = await startTestAgent({ timings: { handshakeMs: 300 } });
  await expect(startFixture(impatient, { environment: { MUTE: '1' } })).rejects.toMatchObject({
    code: 'handshake_failed',
  });
  expect(await impatient.client.describe('mcp_one')).toMatchObject({ state: 'stopped', processIds: [] });
});

test('an upgrade takes the place of the version that runs, and the former one can come back', async () => {
  const started = await startTestAgent();
  const { client } = started;
  await startFixture(started);
  await client.create(testSpec({ installation: 2 }));
  await client.start('mcp_one', 2);
  expect(await client.describe('mcp_one')).toMatchObject({ installation: 2, state: 'running' });
  await client.start('mcp_one', 1);
  await client.remove('mcp_one', 2);
  expect(await client.describe('mcp_one')).toMatchObject({ installation: 1, state: 'running' });
  expect(await readdir(join(started.folder, 'servers/mcp_one'))).not.toContain('2');
});

test('stderr is kept without control characters', async () => {
  const { client } = await startTestAgent();
  const upstream = await startFixture({ client });
  await upstream.request('tools/call', { name: 'stderr', arguments: { note: 'a warning' } });
  await vi.waitFor(async () => expect((await client.logs('mcp_one')).map(({ text }) => text)).toEqual(['a warning']));
});

test('removing a server leaves no process and no file', async () => {
  const { client, folder } = await startTestAgent();
  await startFixture({ client });
  const ids = (await client.describe('mcp_one'))?.processIds ?? [];
  expect(ids).toHaveLength(1);
  await client.remove('mcp_one');
  expect(ids.filter((pid) => isAlive(pid))).toEqual([]);
  expect(await readdir(join(folder, 'servers'))).toEqual([]);
  await vi.waitFor(async () => expect(await readdir(join(folder, 'processes'))).toEqual([]));
  expect(await client.list()).toEqual([]);
  await client.remove('mcp_one');
});

test('secrets of a server are not readable on disk', async () => {
  const { client, folder } = await startTestAgent();
  await client.create(testSpec({ environment: { API_KEY: 'very-secret-value' } }));
  const spec = await readFile(join(folder, 'servers/mcp_one/1.spec'));
  expect(spec.includes('very-secret-value')).toBe(false);
});

test('an installation that fails or is given up leaves nothing, and its cause crosses the socket', async () => {
  const gate = Promise.withResolvers<void>();
  const runtime = plainRuntime({
    install: async (_spec, folder, options) => {
      await writeFile(join(folder, 'half'), '');
      gate.resolve();
      return new Promise((_resolve, reject) => {
        options?.signal?.addEventListener('abort', () => reject(new Error('given up')));
      });
    },
  });
  const { client, folder } = await startTestAgent({ runtime });
  const abort = new AbortController();
  const creating = client.create(testSpec(), { signal: abort.signal });
  await gate.promise;
  abort.abort(new Error('not wanted'));
  await expect(creating).rejects.toThrow('not wanted');
  await vi.waitFor(async () => expect(await readdir(join(folder, 'servers'))).toEqual([]));
});

test('the next agent ends what one that was killed left, cleans half installations, and starts its servers again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agent-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const first = await startTestAgent({ folder });
  await startFixture(first);
  const [orphan = 0] = (await first.client.describe('mcp_one'))?.processIds ?? [];
  const record = await recordOf(folder);
  await first.end();
  // As if the first agent had been killed: another process runs in the place of its child, and is on record.
  const orphanLike = await plainRuntime().launch(testSpec(), '', folder);
  const [pid = 0] = await orphanLike.processIds();
  await writeFile(join(folder, 'processes/left.json'), await recordFor(pid));
  await writeFile(join(folder, 'processes/reused.json'), record.replaceAll(String(orphan), String(process.pid)));
  await writeFile(join(folder, 'servers/mcp_one/9.making'), '');

  const second = await startTestAgent({ folder });
  await orphanLike.exited;
  expect(isAlive(pid)).toBe(false);
  expect(await readdir(join(folder, 'servers/mcp_one'))).not.toContain('9.making');
  await untilState(second.client, 'running');
  const upstream = await second.client.attach('mcp_one');
  expect(await upstream.request('tools/call', echo)).toBeDefined();
});

const recordOf = async (folder: string): Promise<string> => {
  const [name = ''] = await readdir(join(folder, 'processes'));
  return readFile(join(folder, 'processes', name), 'utf8');
};

const recordFor = async (pid: number): Promise<string> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return JSON.stringify({ processes: [{ pid, startedAt }] });
};
