import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Identity } from '../../contracts/access.ts';
import type { DeploymentRecord } from '../../domain/mcp/deployments/deployment-store.ts';
import type { McpServerRecordChange } from '../../domain/mcp/mcp-server-store.ts';
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

/** The write of a step fails, as often as it is tried. */
const failingWrite = (wanted: (change: McpServerRecordChange) => boolean): (() => void) => {
  const { servers } = running;
  const { change } = servers;
  servers.change = async (workspaceId, serverId, wish, guard) => {
    if (!wanted(wish)) return await change(workspaceId, serverId, wish, guard);
    throw fail('internal', { reason: 'the disk is full' });
  };
  return () => {
    servers.change = change;
  };
};

const writes = [
  { step: 'record', wanted: (change: McpServerRecordChange) => change.lastInstallation !== undefined },
  { step: 'ready', wanted: (change: McpServerRecordChange) => change.installation === 1 },
] as const;

test.each(writes)('a failure at $step, tried again in vain, leaves nothing and names its cause', async (given) => {
  const { step, wanted } = given;
  const mend = failingWrite(wanted);
  const { serverId, deployment } = await running.deployed(admin);
  mend();
  expect(deployment).toMatchObject({ state: 'failed', cause: { code: 'internal', raw: 'the disk is full' } });
  expect(statesOf(deployment)).toMatchObject({ validate: 'undone', [step]: 'failed' });
  expect(deployment.steps.find(({ name }) => name === step)?.attempt).toBe(3);
  expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, false]);
});

test('what became ready is not taken back, although the step itself failed', async () => {
  const { deployments } = running;
  const { changeSteps } = deployments;
  let refused = 0;
  // As often as the step is tried; the server was written before each time.
  deployments.changeSteps = async (workspaceId, deploymentId, steps) => {
    if (steps.ready?.state === 'done' && (refused += 1) <= 3) throw fail('internal', { reason: 'the disk is full' });
    return await changeSteps(workspaceId, deploymentId, steps);
  };
  const { serverId, deployment } = await running.deployed(admin);
  deployments.changeSteps = changeSteps;
  expect(refused).toBe(4);
  expect(deployment).toMatchObject({ state: 'succeeded', cause: null });
  expect(statesOf(deployment)).toMatchObject({ ready: 'done' });
  expect(await server(serverId)).toMatchObject({ deploymentId: null, server: { state: 'running' } });
  expect(running.agent.servers.get(serverId)?.running).toBe(1);
  const { items } = await running.events.after(admin.workspaceId, 'mcp', 0, 500);
  expect(items.filter(({ type }) => type === 'server_status').at(-1)).toMatchObject({ data: { state: 'running' } });
});

test.each(['stopped', 'failed'] as const)('a %s server that is deployed again shows it', async (state) => {
  const { serverId } = await running.deployed(admin);
  await running.servers.change(admin.workspaceId, serverId, { server: { state } });
  const { deployment } = await running.accept.redeploy(admin, serverId, null);
  expect((await server(serverId))?.server.state).toBe('deploying');
  await expect(running.accept.redeploy(admin, serverId, null)).rejects.toMatchObject({
    code: 'mcp_deployment_running',
  });
  running.agent.before = async (method) => {
    if (method === 'create') throw fail('package_not_found', { package: 'some-server' });
  };
  await running.start(deployment);
  expect(await running.finished(deployment)).toMatchObject({ state: 'failed' });
  // Back to what it was; running it was not.
  expect(await server(serverId)).toMatchObject({ deploymentId: null, server: { state } });
  running.agent.before = async () => undefined;
  const again = await running.accept.redeploy(admin, serverId, null);
  await running.start(again.deployment);
  expect(await running.finished(again.deployment)).toMatchObject({ state: 'succeeded' });
  expect((await server(serverId))?.server.state).toBe('running');
});

describe('a deployment that waits for its agent to take it back', () => {
  const find = ({ id }: DeploymentRecord) => running.deployments.find(admin.workspaceId, id);
  const waits = (deployment: DeploymentRecord) =>
    until('the cause', async () => (await find(deployment))?.cause?.code === 'agent_unreachable');
  /** A first deployment that was cancelled as its agent went away, and the removal that waits for it. */
  const removedMeanwhile = async () => {
    let reached = false;
    running.agent.before = (method, _id, signal) => {
      if (method !== 'create') return Promise.reject(fail('agent_unreachable'));
      reached = true;
      return untilAborted(signal);
    };
    const { record, deployment } = await running.accept.deploy(admin, someServer());
    await running.start(deployment);
    await until('the step', async () => reached);
    const { deployment: removal } = await running.accept.remove(admin, record.server.id);
    await running.start(removal);
    await running.handle(deployment.id).cancel();
    await Promise.all([waits(deployment), waits(removal)]);
    return { serverId: record.server.id, deployment, removal };
  };

  test('says so, as its removal does, and is forgotten with it', async () => {
    const { serverId, deployment, removal } = await removedMeanwhile();
    const lines = await running.deployments.logs(admin.workspaceId, deployment.id, 0);
    expect(lines.map(({ text }) => text)).toContain('taking it back waits: agent_unreachable');
    await running.service.forget(admin, removal.id);
    await until('the end', async () => (await find(removal))?.state === 'succeeded');
    expect(await running.finished(deployment)).toMatchObject({ state: 'cancelled', cause: null });
    expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, true]);
    running.agent.before = async () => undefined;
    expect(await running.finished(removal)).toMatchObject({ state: 'succeeded', cause: null });
    expect(running.agent.servers.has(serverId)).toBe(false);
  });

  test('goes on when only its removal is cancelled', async () => {
    const { serverId, deployment, removal } = await removedMeanwhile();
    await running.service.cancel(admin, removal.id);
    expect(await running.finished(removal)).toMatchObject({ state: 'cancelled', cause: null });
    expect(await server(serverId)).toMatchObject({ deploymentId: deployment.id, server: { state: 'deploying' } });
    running.agent.before = async () => undefined;
    expect(await running.finished(deployment)).toMatchObject({ state: 'cancelled' });
    expect([await server(serverId), running.agent.servers.has(serverId)]).toEqual([null, false]);
  });
});

test('held tools are approved together as they were seen, or not at all', async () => {
  const { serverId } = await running.deployed(admin);
  const [schema, hostile] = [{ inputSchema: { type: 'object' } }, 'Adds\u{E0061}\u{E0062}'];
  running.agent.tools = [
    { name: 'echo', ...schema, description: 'Now sends mail too.' },
    { name: 'later', ...schema },
    { name: 'bad', ...schema, description: hostile },
  ];
  const { deployment } = await running.accept.redeploy(admin, serverId, '2.0.0');
  await running.start(deployment);
  await running.finished(deployment);
  // The hostile one waits for nobody.
  expect((await server(serverId))?.server).toMatchObject({ toolCount: 3, heldToolCount: 2 });
  const lines = await running.deployments.logs(admin.workspaceId, deployment.id, 0);
  expect(lines.map(({ text }) => text)).toContain('2 tools are new or changed and wait for approval');

  const seen = async () =>
    (await running.manage.tools(admin.workspaceId, serverId)).map(({ originalName, currentHash, state }) => ({
      name: originalName,
      hash: currentHash,
      state,
    }));
  const shown = await seen();
  const held = shown.filter(({ state }) => state === 'held');
  const wrong = held.map((tool, index) => (index === 1 ? { ...tool, hash: 'f'.repeat(64) } : tool));
  await expect(running.manage.approveTools(admin, serverId, wrong)).rejects.toMatchObject({ code: 'version_conflict' });
  await expect(running.manage.approveTools(admin, serverId, shown)).rejects.toMatchObject({
    code: 'mcp_tool_quarantined',
    details: { tool: 'bad' },
  });
  expect((await server(serverId))?.server.heldToolCount).toBe(2);

  const approved = await running.manage.approveTools(admin, serverId, held);
  expect(approved.map(({ state }) => state)).toEqual(['approved', 'approved', 'quarantined']);
  expect((await server(serverId))?.server.heldToolCount).toBe(0);
  const [entry] = (await running.audit.list(admin.workspaceId, { limit: 1 })).items;
  expect(entry).toMatchObject({ action: 'mcp_tool.approve', subject: serverId, actor: { id: admin.id } });
  const { items } = await running.events.after(admin.workspaceId, 'mcp', 0, 500);
  expect(items.at(-1)).toMatchObject({ type: 'server_status', data: { heldToolCount: 0 } });
});
