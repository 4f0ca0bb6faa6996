import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { untilAborted } from '../fakes/fake-agent.ts';
import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { TestOutcome } from '../../domain/mcp/servers/connection-test.ts';
import { connectionNews } from '../../domain/mcp/connections/connection-news.ts';
import { connectionService } from '../../domain/mcp/connections/connection-service.ts';
import { newId } from '../../domain/new-id.ts';
import { syncServerStatusType } from '../../workflows/mcp-servers/sync-server-status.messages.ts';
import { type TestConnectionInput, testConnectionType } from '../../workflows/mcp-servers/test-connection.messages.ts';
import { someAdmin, startDeployments } from './mcp-deployment-setup.ts';
import { firstStartTimeoutMs } from './start-test-temporal.ts';

let running: Awaited<ReturnType<typeof startDeployments>>;
let worker: AsyncDisposable;
let admin: Identity;
let serverId: string;

beforeAll(async () => {
  running = await startDeployments();
  worker = await running.work();
}, firstStartTimeoutMs);
beforeEach(async () => {
  running.agent.before = async () => undefined;
  admin = someAdmin();
  ({ serverId } = await running.deployed(admin));
});
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await running?.[Symbol.asyncDispose]();
});

const testIt = (): Promise<TestOutcome> =>
  running.temporal.client.workflow.execute<(input: TestConnectionInput) => Promise<TestOutcome>>(testConnectionType, {
    workflowId: newId('tst'),
    taskQueue: 'fixtures',
    args: [{ workspaceId: admin.workspaceId, serverId, firstPauseMs: 20 }],
  });
const sync = (): Promise<unknown> =>
  running.temporal.client.workflow.execute(syncServerStatusType, {
    workflowId: newId('syn'),
    taskQueue: 'fixtures',
    args: [],
  });
const server = async () => (await running.servers.find(admin.workspaceId, serverId))?.server;
const statusEvents = async () =>
  (await running.events.after(admin.workspaceId, 'mcp', 0, 500)).items.filter(({ type }) => type === 'server_status');
const held = () => running.agent.servers.get(serverId);

test('a test of a healthy server says what it can do, after one attempt', async () => {
  expect(await testIt()).toMatchObject({ ok: true, attempts: 1, capabilities: ['tools'], toolCount: 1, cause: null });
});

test('a test tries again while another try may go better', async () => {
  let tries = 0;
  running.agent.before = async (method) => {
    if (method === 'attach' && (tries += 1) < 3)
      throw fail('mcp_server_unavailable', { name: 'files', reason: 'busy' });
  };
  expect(await testIt()).toMatchObject({ ok: true, attempts: 3 });
  tries = -10;
  expect(await testIt()).toMatchObject({ ok: false, attempts: 3, cause: { code: 'mcp_server_unavailable' } });
});

test('a test that cannot go better ends at once with its cause', async () => {
  running.agent.before = async (method) => {
    if (method === 'attach') throw fail('handshake_failed', { reason: 'it printed a poem' });
  };
  expect(await testIt()).toMatchObject({ ok: false, attempts: 1, cause: { code: 'handshake_failed' } });
});

test('a test of a server that runs but answers nothing ends and says so', async () => {
  running.agent.before = (method, _id, signal) => (method === 'ping' ? untilAborted(signal) : Promise.resolve());
  expect(await testIt()).toMatchObject({
    ok: false,
    attempts: 3,
    cause: { code: 'mcp_server_unavailable', raw: 'it runs, but does not answer' },
  });
});

test('three failed looks make a server unreachable, and it recovers by itself', async () => {
  running.agent.before = async (method, id) => {
    if (method === 'attach' && id === serverId)
      throw fail('mcp_server_unavailable', { name: 'files', reason: 'hangs' });
  };
  const seen: unknown[] = [];
  for (let look = 0; look < 3; look += 1) {
    await sync();
    seen.push((await server())?.health);
  }
  expect(seen).toEqual(['degraded', 'degraded', 'unreachable']);
  expect(await server()).toMatchObject({ state: 'running', cause: { code: 'mcp_server_unavailable' } });
  running.agent.before = async () => undefined;
  await sync();
  expect(await server()).toMatchObject({ health: 'healthy', cause: null });
  const history = await running.health.list(admin.workspaceId, serverId);
  expect(history.map(({ health }) => health)).toEqual(['healthy', 'unreachable', 'degraded', 'degraded']);
});

test('a look that finds nothing new tells nobody, and changes no revision', async () => {
  await sync();
  const [before, events] = [await server(), await statusEvents()];
  await sync();
  await sync();
  const after = await server();
  expect(after?.revision).toBe(before?.revision);
  expect(after?.lastCheckedAt).not.toBe(before?.lastCheckedAt);
  expect(await statusEvents()).toHaveLength(events.length);
});

test('a sleeping server is left asleep, and one in quarantine shows why', async () => {
  const state = held();
  if (!state) throw new Error('the agent has no such server');
  state.state = 'sleeping';
  const calls = running.agent.calls.length;
  await sync();
  expect(await server()).toMatchObject({ state: 'sleeping', health: 'healthy' });
  expect(running.agent.calls.slice(calls)).not.toContain(`attach ${serverId}`);
  state.state = 'quarantined';
  await sync();
  expect(await server()).toMatchObject({ state: 'failed', cause: { code: 'mcp_server_quarantined' } });
  state.state = 'running';
  await sync();
  expect(await server()).toMatchObject({ state: 'running', health: 'healthy', cause: null });
});

test('one that runs but answers nothing becomes unreachable, and recovers', async () => {
  running.agent.before = (method, id, signal) =>
    method === 'ping' && id === serverId ? untilAborted(signal) : Promise.resolve();
  for (let look = 0; look < 3; look += 1) await sync();
  expect(await server()).toMatchObject({
    state: 'running',
    health: 'unreachable',
    cause: { code: 'mcp_server_unavailable', raw: 'it runs, but does not answer' },
  });
  running.agent.before = async () => undefined;
  await sync();
  expect(await server()).toMatchObject({ health: 'healthy', cause: null });
});

const connections = () =>
  connectionService({
    servers: running.servers,
    connections: running.connections,
    audit: running.audit,
    connectionNews: connectionNews(running.events),
    test: testIt,
    now: () => new Date(),
  });

test('an agent is not connected to a server whose test fails, and hears why', async () => {
  running.agent.before = async (method) => {
    if (method === 'attach') throw fail('handshake_failed', { reason: 'it printed a poem' });
  };
  await expect(connections().connect(admin, 'assistant', serverId)).rejects.toMatchObject({
    code: 'mcp_connection_test_failed',
    details: { reason: expect.stringContaining('it printed a poem') },
  });
  expect((await connections().list(admin.workspaceId, { limit: 10 })).items).toEqual([]);
});

test('a removal ends the connections of its server, says so, and forgets its health', async () => {
  const service = connections();
  const connection = await service.connect(admin, 'assistant', serverId);
  const other = await service.connect(admin, 'desktop', serverId);
  await service.disconnect(admin, other.id);
  await sync();
  expect(await running.health.list(admin.workspaceId, serverId)).toHaveLength(1);

  const { deployment } = await running.accept.remove(admin, serverId);
  await running.start(deployment);
  await running.handle(deployment.id).result();
  const { items } = await service.list(admin.workspaceId, { limit: 10 });
  expect(items.map(({ agent, state }) => [agent, state])).toEqual(
    expect.arrayContaining([
      ['assistant', 'disconnected'],
      ['desktop', 'disconnected'],
    ]),
  );
  const events = (await running.events.after(admin.workspaceId, 'mcp', 0, 500)).items.flatMap(({ type, data }) =>
    type === 'connection_status' ? [data] : [],
  );
  expect(events.map((data) => JSON.stringify(data)).filter((data) => data.includes('"disconnected"'))).toHaveLength(2);
  const audited = (await running.audit.list(admin.workspaceId, { subject: connection.id, limit: 10 })).items;
  expect(audited.map(({ action, actor }) => [action, actor.kind, actor.name])).toEqual([
    ['mcp_connection.disconnect', 'system', 'Ann Admin'],
    ['mcp_connection.connect', 'user', 'Ann Admin'],
  ]);
  expect(await running.health.list(admin.workspaceId, serverId)).toEqual([]);
  await expect(service.connect(admin, 'assistant', serverId)).rejects.toMatchObject({ code: 'mcp_server_not_found' });
});
