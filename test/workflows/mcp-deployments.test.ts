import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Identity } from '../../contracts/access.ts';
import type { DeploymentRecord } from '../../domain/mcp/deployments/deployment-store.ts';
import { untilAborted } from '../fakes/fake-agent.ts';
import { until } from '../harness/until.ts';
import { someAdmin, someServer, startDeployments, statesOf } from './mcp-deployment-setup.ts';
import { firstStartTimeoutMs } from './start-test-temporal.ts';

let running: Awaited<ReturnType<typeof startDeployments>>;
let worker: AsyncDisposable;
let admin: Identity;

beforeAll(async () => {
  running = await startDeployments();
  worker = await running.work();
}, firstStartTimeoutMs);
beforeEach(() => {
  running.agent.before = async () => undefined;
  running.agent.tools = [{ name: 'echo', inputSchema: { type: 'object' } }];
  admin = someAdmin();
});
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await running?.[Symbol.asyncDispose]();
});

const server = (serverId: string) => running.servers.find(admin.workspaceId, serverId);

test('a deployment goes through every step, and its server runs with its tools approved', async () => {
  const { serverId, deployment } = await running.deployed(admin);
  expect(deployment).toMatchObject({ state: 'succeeded', cause: null, startPending: false });
  expect(new Set(Object.values(statesOf(deployment)))).toEqual(new Set(['done']));
  expect(await server(serverId)).toMatchObject({
    installation: 1,
    deploymentId: null,
    server: { state: 'running', version: '1.0.0', toolCount: 1, heldToolCount: 0, protocolVersion: '2025-11-25' },
    toolRules: { echo: { hidden: false } },
  });
  expect(running.agent.servers.get(serverId)?.specs.get(1)?.environment).toEqual({ API_KEY: 'canary-secret-4711' });
  const lines = await running.deployments.logs(admin.workspaceId, deployment.id, 0);
  expect(lines.map(({ text }) => text)).toContain('fetching the package');
  expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
  const { items } = await running.events.after(admin.workspaceId, `deployment:${deployment.id}`, 0, 500);
  expect(items.at(-1)).toMatchObject({ type: 'deployment_status', data: { state: 'succeeded' } });
});

test('a secret stands neither in history nor in events, audit or stored records', async () => {
  const { serverId, deployment } = await running.deployed(admin);
  const history = await running.handle(deployment.id).fetchHistory();
  const { items } = await running.events.after(admin.workspaceId, 'mcp', 0, 500);
  const audited = await running.audit.list(admin.workspaceId, { limit: 50 });
  expect(audited.items[0]).toMatchObject({ action: 'mcp_server.deploy', actor: { id: admin.id } });
  const all = JSON.stringify([history, items, audited, await server(serverId), deployment]);
  expect(all).not.toContain('canary-secret-4711');
  expect(all).toContain('API_KEY');
});

const failures = [
  { at: 'create', step: 'create', error: () => fail('package_not_found', { package: 'some-server' }) },
  { at: 'start', step: 'start', error: () => fail('server_start_failed', { reason: 'it ended with code 1' }) },
  { at: 'describe', step: 'health', error: () => fail('server_start_failed', { reason: 'it crashed' }) },
  { at: 'attach', step: 'handshake', error: () => fail('handshake_failed', { reason: 'it printed a poem' }) },
] as const;

test.each(failures)('a failure at $step leaves nothing and names its cause', async ({ at, step, error }) => {
  running.agent.before = async (method) => {
    if (method === at) throw error();
  };
  const { serverId, deployment } = await running.deployed(admin);
  expect(deployment).toMatchObject({ state: 'failed', cause: { code: error().code } });
  expect(statesOf(deployment)).toMatchObject({ validate: 'undone', [step]: 'failed', ready: 'skipped' });
  expect(await server(serverId)).toBeNull();
  expect(running.agent.servers.has(serverId)).toBe(false);
  // The name is free again.
  running.agent.before = async () => undefined;
  expect((await running.deployed(admin)).deployment.state).toBe('succeeded');
});

test('a runtime that the agent does not have is named at the first step', async () => {
  const source = { kind: 'image', image: 'vendor/image:1', args: [] };
  const { serverId, deployment } = await running.deployed(admin, { runtime: 'container', source });
  expect(deployment).toMatchObject({ state: 'failed', cause: { code: 'runtime_not_available' } });
  expect(statesOf(deployment)).toMatchObject({ validate: 'failed', create: 'skipped' });
  expect(await server(serverId)).toBeNull();
});

test('a failed discovery leaves nothing', async () => {
  running.agent.tools = [];
  let attached = 0;
  running.agent.before = async (method) => {
    if (method === 'attach' && (attached += 1) > 1) throw fail('handshake_failed', { reason: 'gone' });
  };
  const { serverId, deployment } = await running.deployed(admin);
  expect(statesOf(deployment)).toMatchObject({ handshake: 'undone', discover: 'failed' });
  expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, false]);
});

test.each(['create', 'start', 'attach'] as const)('a cancellation during %s takes everything back', async (at) => {
  let reached = false;
  running.agent.before = (method, _id, signal) => {
    if (method !== at) return Promise.resolve();
    reached = true;
    return untilAborted(signal).catch((reason: unknown) => {
      // A connection that is closed while it is made has words of its own for that.
      throw at === 'attach' ? fail('mcp_server_unavailable', { name: 'files', reason: 'it was closed' }) : reason;
    });
  };
  const { record, deployment } = await running.accept.deploy(admin, someServer());
  await running.start(deployment);
  await until('the step', async () => reached);
  await running.service.cancel(admin, deployment.id);
  await running.handle(deployment.id).cancel();
  expect(await running.finished(deployment)).toMatchObject({ state: 'cancelled', cause: null });
  expect([await server(record.server.id), running.agent.servers.has(record.server.id)]).toEqual([null, false]);
  await expect(running.service.cancel(admin, deployment.id)).rejects.toMatchObject({ code: 'mcp_deployment_over' });
});

test('of many deployments of one server at a time one is accepted', async () => {
  const { serverId } = await running.deployed(admin);
  const answers = await Promise.allSettled([1, 2, 3, 4, 5].map(() => running.accept.redeploy(admin, serverId, null)));
  const accepted = answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value.deployment] : []));
  expect(accepted).toHaveLength(1);
  const refused = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused.map(String)).toEqual(
    Array.from({ length: 4 }, () => expect.stringContaining('mcp_deployment_running')),
  );
  for (const each of accepted) {
    await running.start(each);
    expect((await running.finished(each)).state).toBe('succeeded');
  }
  const { items } = await running.service.list(admin.workspaceId, { limit: 50 });
  expect(items).toHaveLength(2);
});

test('an upgrade replaces the installation and holds a tool whose definition changed', async () => {
  const { serverId } = await running.deployed(admin);
  running.agent.tools = [{ name: 'echo', inputSchema: { type: 'object' }, description: 'Now sends mail too.' }];
  const { deployment } = await running.accept.redeploy(admin, serverId, '2.0.0');
  expect(deployment.kind).toBe('upgrade');
  await running.start(deployment);
  expect(await running.finished(deployment)).toMatchObject({ state: 'succeeded' });
  expect(await server(serverId)).toMatchObject({
    installation: 2,
    server: { version: '2.0.0', source: { version: '2.0.0' }, heldToolCount: 1 },
  });
  expect([...(running.agent.servers.get(serverId)?.specs.keys() ?? [])]).toEqual([2]);
});

test('an upgrade that fails goes back to what ran before', async () => {
  const { serverId } = await running.deployed(admin);
  const before = await server(serverId);
  running.agent.before = async (method) => {
    if (method === 'attach') throw fail('handshake_failed', { reason: 'it speaks something else' });
  };
  const { deployment } = await running.accept.redeploy(admin, serverId, '2.0.0');
  await running.start(deployment);
  expect(await running.finished(deployment)).toMatchObject({ state: 'failed', cause: { code: 'handshake_failed' } });
  const held = running.agent.servers.get(serverId);
  expect([held?.running, [...(held?.specs.keys() ?? [])]]).toEqual([1, [1]]);
  const after = await server(serverId);
  expect(after).toMatchObject({ installation: 1, deploymentId: null, server: { state: 'running', version: '1.0.0' } });
  expect(after?.definitions).toEqual(before?.definitions);
  const lines = await running.deployments.logs(admin.workspaceId, deployment.id, 0);
  expect(lines.map(({ text }) => text)).toContain('went back to installation 1, which ran before');
});

describe('a removal while the agent is away', () => {
  const find = ({ id }: DeploymentRecord) => running.deployments.find(admin.workspaceId, id);
  const away = async () => {
    const { serverId } = await running.deployed(admin);
    running.agent.before = (method) =>
      method === 'stop' || method === 'remove' ? Promise.reject(fail('agent_unreachable')) : Promise.resolve();
    const { deployment } = await running.accept.remove(admin, serverId);
    await running.start(deployment);
    await until('the cause', async () => (await find(deployment))?.cause?.code === 'agent_unreachable');
    return { serverId, deployment };
  };

  test('can be cancelled, and the server is what it was', async () => {
    const { serverId, deployment } = await away();
    expect(await server(serverId)).toMatchObject({ server: { state: 'removing', health: 'unknown' } });
    await running.service.cancel(admin, deployment.id);
    expect(await running.finished(deployment)).toMatchObject({ state: 'cancelled' });
    expect(await server(serverId)).toMatchObject({ deploymentId: null, server: { state: 'running' } });
    expect(running.agent.servers.has(serverId)).toBe(true);
  });

  test('goes on when it is back, and shows no cause any more', async () => {
    const { serverId, deployment } = await away();
    running.agent.before = async () => undefined;
    expect(await running.finished(deployment)).toMatchObject({ state: 'succeeded', cause: null });
    expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, false]);
  });

  test('can be told to forget the server, and the agent removes what it has once it is back', async () => {
    const { serverId, deployment } = await away();
    await running.service.forget(admin, deployment.id);
    await until('the end', async () => (await find(deployment))?.state === 'succeeded');
    expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, true]);
    running.agent.before = async () => undefined;
    expect(await running.finished(deployment)).toMatchObject({ state: 'succeeded', cause: null });
    expect(running.agent.servers.has(serverId)).toBe(false);
  });
});

test('a removal leaves nothing, and cancels a deployment that runs', async () => {
  const { serverId } = await running.deployed(admin);
  let reached = false;
  running.agent.before = (method, _id, signal) => {
    if (method !== 'create') return Promise.resolve();
    reached = true;
    return untilAborted(signal);
  };
  const { deployment } = await running.accept.redeploy(admin, serverId, null);
  await running.start(deployment);
  await until('the step', async () => reached);
  const removal = await running.accept.remove(admin, serverId);
  expect(removal.cancels).toBe(deployment.id);
  await running.start(removal.deployment);
  await running.handle(deployment.id).cancel();
  expect(await running.finished(removal.deployment)).toMatchObject({ state: 'succeeded' });
  expect(await running.finished(deployment)).toMatchObject({ state: 'cancelled' });
  expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, false]);
});
