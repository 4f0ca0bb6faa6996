import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../domain/mcp/deployment-agent.ts';
import type { FakeAgent } from '../fakes/fake-agent.ts';
import { until } from '../harness/until.ts';
import { someAdmin, someServer, startDeployments } from './mcp-deployment-setup.ts';
import { firstStartTimeoutMs } from './start-test-temporal.ts';

let running: Awaited<ReturnType<typeof startDeployments>>;

beforeAll(async () => {
  running = await startDeployments();
}, firstStartTimeoutMs);
afterAll(() => running[Symbol.asyncDispose]());

const Asked = z.object({ call: z.number(), method: z.string(), given: z.array(z.unknown()) });

const perform = async (agent: FakeAgent, method: string, given: unknown[]): Promise<unknown> => {
  const [first, second] = given;
  const id = String(first);
  const installation = typeof second === 'number' ? second : undefined;
  if (method === 'create') {
    const Spec = z.custom<ServerSpec>();
    const spec = Spec.parse(first);
    const { id: serverId, installation: number } = spec;
    const known = agent.servers.get(serverId) ?? { specs: new Map(), running: null, state: 'created' as const };
    known.specs.set(number, spec);
    agent.servers.set(serverId, known);
    return { version: '1.0.0' };
  }
  if (method === 'start') return await agent.start(id, installation ?? 1);
  if (method === 'stop') return await agent.stop(id);
  if (method === 'remove') return await agent.remove(id, installation);
  return method === 'describe' ? await agent.describe(id) : null;
};

/** A worker process that is killed when it asks the agent for this. What it asked for has happened by then. */
const workerDyingAt = async (at: string): Promise<ChildProcess> => {
  const where = { address: running.temporal.address, mongoUri: running.database.uri, database: running.database.name };
  const child = fork(join(import.meta.dirname, 'deployment-worker.ts'), [JSON.stringify(where)], { stdio: 'ignore' });
  child.on('message', (message) => {
    const asked = Asked.safeParse(message);
    if (!asked.success) return;
    const { call, method, given } = asked.data;
    void perform(running.agent, method, given).then((value) => {
      if (method === at) return child.kill('SIGKILL');
      return child.connected && child.send({ call, value: value ?? null });
    });
  });
  await once(child, 'message');
  return child;
};

test.each(['create', 'start', 'describe', 'attach'])(
  'a worker killed while the agent does "%s": another one finishes the deployment',
  { timeout: 120_000 },
  async (at) => {
    running.agent.before = async () => undefined;
    const admin = someAdmin();
    const child = await workerDyingAt(at);
    const { record, deployment } = await running.accept.deploy(admin, someServer({ secrets: {} }));
    await running.start(deployment);
    await once(child, 'exit');
    await using _worker = await running.work();
    await running.handle(deployment.id).result();
    const done = await running.deployments.find(admin.workspaceId, deployment.id);
    expect(done?.state).toBe('succeeded');
    expect((await running.servers.find(admin.workspaceId, record.server.id))?.server.state).toBe('running');
    expect([...(running.agent.servers.get(record.server.id)?.specs.keys() ?? [])]).toEqual([1]);
  },
);

test(
  'a worker killed in the middle, and a failure in the next one: nothing is left',
  {
    timeout: 120_000,
  },
  async () => {
    const admin = someAdmin();
    running.agent.before = async () => undefined;
    const child = await workerDyingAt('attach');
    const { record, deployment } = await running.accept.deploy(admin, someServer({ secrets: {} }));
    await running.start(deployment);
    await once(child, 'exit');
    running.agent.before = async (method) => {
      if (method === 'attach') throw fail('handshake_failed', { reason: 'it printed a poem' });
    };
    await using _worker = await running.work();
    await running.handle(deployment.id).result();
    const over = await until('the end', async () => {
      const found = await running.deployments.find(admin.workspaceId, deployment.id);
      return found?.state !== 'running' && found;
    });
    expect(over).toMatchObject({ state: 'failed', cause: { code: 'handshake_failed' } });
    expect(await running.servers.find(admin.workspaceId, record.server.id)).toBeNull();
    expect(running.agent.servers.has(record.server.id)).toBe(false);
  },
);
