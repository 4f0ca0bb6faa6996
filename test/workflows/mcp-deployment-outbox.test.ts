import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startOutbox } from '../../api/outbox.ts';
import { deploymentService } from '../../domain/mcp/deployments/deployment-service.ts';
import { createLog } from '../../infra/log.ts';
import { until } from '../harness/until.ts';
import { startDeployments } from './mcp-deployment-setup.ts';
import { firstStartTimeoutMs } from './start-test-temporal.ts';

let running: Awaited<ReturnType<typeof startDeployments>>;
let worker: AsyncDisposable;

beforeAll(async () => {
  running = await startDeployments();
  worker = await running.work();
}, firstStartTimeoutMs);
afterAll(async () => {
  await worker?.[Symbol.asyncDispose]();
  await running?.[Symbol.asyncDispose]();
});

const Left = z.object({ workspaceId: z.string(), deploymentId: z.string(), serverId: z.string() });

/** What a process left that was killed while it accepted a deployment. */
const killedBefore = async (moment: string): Promise<z.infer<typeof Left>> => {
  const where = { mongoUri: running.database.uri, database: running.database.name, moment };
  const child = fork(join(import.meta.dirname, 'accepting-process.ts'), [JSON.stringify(where)], { stdio: 'ignore' });
  const [message] = await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return Left.parse(message);
};

/** The outbox of the process that comes after it, some seconds later. */
const nextOutbox = (): Disposable => {
  const { deployments, audit, parts } = running;
  const now = () => new Date(Date.now() + 6_000);
  const none = { pendingStarts: async () => [] };
  const nothing = async (): Promise<void> => undefined;
  return startOutbox({
    documents: none,
    quotes: none,
    tasks: { pendingErrands: async () => [], settleErrand: nothing },
    mcpDeployments: deploymentService({ deployments, progress: parts.progress, audit, now }),
    workflows: { startReading: nothing, startPreparation: nothing },
    mcpWorkflows: {
      startDeployment: async (ref) => {
        const record = await running.deployments.find(ref.workspaceId, ref.id);
        if (record) await running.start(record);
      },
    },
    log: createLog('test', { LOG_LEVEL: 'silent' }),
    intervalMs: 50,
  });
};

const ended = ({ workspaceId, deploymentId }: z.infer<typeof Left>) =>
  until('the end of the deployment', async () => {
    const found = await running.deployments.find(workspaceId, deploymentId);
    return found?.state !== 'running' && found;
  });

test('a process killed between storing and starting a deployment: the next one starts it', async () => {
  const left = await killedBefore('workflow started');
  expect(await running.deployments.find(left.workspaceId, left.deploymentId)).toMatchObject({
    state: 'running',
    startPending: true,
  });
  using _outbox = nextOutbox();
  expect(await ended(left)).toMatchObject({ state: 'succeeded', startPending: false });
  expect((await running.servers.find(left.workspaceId, left.serverId))?.server.state).toBe('running');
});

test('a process killed before it stored the server: nobody heard of it, and nothing is left', async () => {
  const left = await killedBefore('server stored');
  expect(await running.servers.find(left.workspaceId, left.serverId)).toBeNull();
  using _outbox = nextOutbox();
  expect(await ended(left)).toMatchObject({ state: 'failed', cause: { code: 'mcp_server_not_found' } });
  expect(await running.servers.find(left.workspaceId, left.serverId)).toBeNull();
  expect(running.agent.servers.has(left.serverId)).toBe(false);
  expect(await running.service.pendingStarts(10)).toEqual([]);
});
