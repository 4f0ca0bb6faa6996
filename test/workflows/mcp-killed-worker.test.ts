import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../domain/mcp/deployment-agent.ts';
import type { DeploymentRecord } from '../../domain/mcp/deployments/deployment-store.ts';
import type { FakeAgent } from '../fakes/fake-agent.ts';
import { until } from '../harness/until.ts';
import { someAdmin, someServer, startDeployments } from './mcp-deployment-setup.ts';
import { firstStartTimeoutMs } from './start-test-temporal.ts';

/** What the killed worker was doing: the agent had done it, or the step was over but for telling the engine. */
const moments = {
  deploys: [
    'agent create',
    'agent start',
    'agent describe',
    'agent attach',
    'validateDeployment',
    'recordDeployment',
    'createInstallation',
    'startInstallation',
    'checkInstallation',
    'shakeHands',
    'discoverTools',
    'readyDeployment',
    'finishDeployment',
  ],
  fails: [
    'agent stop',
    'agent remove',
    'noteDeploymentFailure',
    'restartBefore',
    'removeInstallation',
    'settleDeployment',
  ],
  removes: ['agent stop', 'agent remove', 'claimForRemoval', 'stopServer', 'deleteServer', 'finishRemoval'],
} as const;

const ends = {
  deploys: { state: 'succeeded', cause: null, steps: ['done'], server: ['running', 1, 1, null], installed: [1, 1] },
  fails: {
    state: 'failed',
    cause: 'handshake_failed',
    steps: ['failed', 'skipped', 'undone'],
    server: null,
    installed: undefined,
  },
  removes: { state: 'succeeded', cause: null, steps: ['done'], server: null, installed: undefined },
};

type Way = keyof typeof moments;
interface Story {
  readonly way: Way;
  readonly moment: string;
  readonly workspaceId: string;
  readonly serverId: string;
  readonly deployment: DeploymentRecord;
  isReached: boolean;
}

const Asked = z.object({ call: z.number(), method: z.string(), given: z.array(z.unknown()) });
const Spec = z.custom<ServerSpec>();

let running: Awaited<ReturnType<typeof startDeployments>>;
let worker: AsyncDisposable;
const stories: Story[] = [];

const perform = async (agent: FakeAgent, method: string, given: unknown[]): Promise<unknown> => {
  const [first, second] = given;
  const id = String(first);
  const installation = typeof second === 'number' ? second : undefined;
  if (method === 'create') return await agent.create(Spec.parse(first));
  if (method === 'start') return await agent.start(id, installation ?? 1);
  if (method === 'stop') return await agent.stop(id);
  if (method === 'remove') return await agent.remove(id, installation);
  return method === 'describe' ? await agent.describe(id) : null;
};

const poem = () => fail('handshake_failed', { reason: 'it printed a poem' });

const storyOf = (method: string, given: unknown[]): Story | undefined =>
  method === 'done'
    ? stories.find(({ deployment }) => given[0] === `deployment-${deployment.id}`)
    : stories.find(({ serverId }) => serverId === (method === 'create' ? Spec.parse(given[0]).id : given[0]));

/** A worker that is left without an answer at the moment of each story. */
const stuckWorker = async (): Promise<ChildProcess> => {
  const where = { address: running.temporal.address, mongoUri: running.database.uri, database: running.database.name };
  const child = fork(join(import.meta.dirname, 'deployment-worker.ts'), [JSON.stringify(where)], { stdio: 'ignore' });
  child.on('message', (message) => {
    const asked = Asked.safeParse(message);
    if (!asked.success) return;
    const { call, method, given } = asked.data;
    const story = storyOf(method, given);
    const now = method === 'done' ? given[1] : `agent ${method}`;
    const isFailure = story?.way === 'fails' && method === 'attach';
    void perform(running.agent, method, given).then((value) => {
      if (story && story.moment === now) story.isReached = true;
      else if (child.connected) child.send({ call, value: value ?? null, isFailure });
    });
  });
  await once(child, 'message');
  return child;
};

const prepare = async (way: Way, moment: string): Promise<void> => {
  const admin = someAdmin();
  const { workspaceId } = admin;
  const deployed = await running.accept.deploy(admin, someServer({ secrets: {} }));
  const serverId = deployed.record.server.id;
  if (way !== 'removes') {
    stories.push({ way, moment, workspaceId, serverId, deployment: deployed.deployment, isReached: false });
    return;
  }
  await running.start(deployed.deployment);
  await running.handle(deployed.deployment.id).result();
  const { deployment } = await running.accept.remove(admin, serverId);
  stories.push({ way, moment, workspaceId, serverId, deployment, isReached: false });
};

beforeAll(async () => {
  running = await startDeployments();
  {
    await using _worker = await running.work();
    await Promise.all(
      Object.entries(moments).flatMap(([way, all]) =>
        all.map((moment) => prepare(way === 'fails' || way === 'removes' ? way : 'deploys', moment)),
      ),
    );
  }
  // One worker dies once, in the middle of all of them: each costs a moment, not a timeout of its own.
  const child = await stuckWorker();
  await Promise.all(stories.map(({ deployment }) => running.start(deployment)));
  await until('every moment', async () => stories.every(({ isReached }) => isReached));
  child.kill('SIGKILL');
  await once(child, 'exit');
  // The next worker meets the same failures.
  running.agent.before = async (method, id) => {
    const story = stories.find(({ serverId }) => serverId === id);
    if (method === 'attach' && story?.way === 'fails') throw poem();
  };
  worker = await running.work();
}, firstStartTimeoutMs);
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await running?.[Symbol.asyncDispose]();
});

const ways = Object.entries(moments).flatMap(([way, all]) => all.map((moment) => ({ way, moment })));

test('the worker was killed at every moment', () => {
  expect(stories.filter(({ isReached }) => isReached)).toHaveLength(ways.length);
});

test.each(ways)(
  'one that $way, its worker killed at "$moment": another worker brings it to its end',
  async ({ way, moment }) => {
    const story = stories.find((each) => each.way === way && each.moment === moment);
    if (!story) throw new Error('there is no such story');
    const { workspaceId, serverId, deployment } = story;
    await running.handle(deployment.id).result();
    const over = await running.deployments.find(workspaceId, deployment.id);
    const left = await running.servers.find(workspaceId, serverId);
    const installed = running.agent.servers.get(serverId);
    expect({
      state: over?.state,
      cause: over?.cause?.code ?? null,
      steps: [...new Set(over?.steps.map((step) => step.state))].toSorted(),
      server: left && [left.server.state, left.server.toolCount, left.installation, left.deploymentId],
      installed: installed && [installed.running, ...installed.specs.keys()],
    }).toEqual(ends[story.way]);
  },
);
