/** A worker in a process of its own, which the test kills. Its agent is the one of the test, asked over the channel to it. */
import { NativeConnection, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { mcpServerActivities } from '../../activities/mcp-servers.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import { connectMongo } from '../../infra/mongo/connect.ts';
import { activityErrors } from '../../workers/activity-errors.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { createFakeAgent } from '../fakes/fake-agent.ts';
import { composeDeploymentParts } from './mcp-deployment-setup.ts';

const { address, mongoUri, database } = z
  .object({ address: z.string(), mongoUri: z.string(), database: z.string() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const Answer = z.object({ call: z.number(), value: z.unknown() });

let calls = 0;
const ask = (method: string, ...given: unknown[]): Promise<unknown> => {
  const call = (calls += 1);
  return new Promise((resolve) => {
    const listen = (message: unknown): void => {
      const answer = Answer.safeParse(message);
      if (!answer.success || answer.data.call !== call) return;
      process.off('message', listen);
      resolve(answer.data.value);
    };
    process.on('message', listen);
    process.send?.({ call, method, given });
  });
};

const local = createFakeAgent();
const agent: DeploymentAgent = {
  ...local,
  create: async (spec) => z.object({ version: z.string() }).parse(await ask('create', spec)),
  start: async (id, installation) => void (await ask('start', id, installation)),
  stop: async (id) => void (await ask('stop', id)),
  remove: async (id, installation) => void (await ask('remove', id, installation)),
  describe: async (id) => {
    const Seen = z.object({ installation: z.number(), state: z.enum(['running', 'stopped', 'created']) }).nullable();
    const seen = Seen.parse(await ask('describe', id));
    const unknown = { id, processIds: [], startedAt: null, restarts: 0, memoryBytes: null, lastExit: null };
    return seen && { ...unknown, ...seen };
  },
  attach: async (id) => {
    await ask('attach', id);
    return local.upstream();
  },
};
const { connection } = await connectMongo(mongoUri, database);
const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue: 'fixtures',
  workflowBundle: await workflowBundle(),
  activities: mcpServerActivities(composeDeploymentParts(connection, agent).parts),
  interceptors: { activity: [activityErrors({ warn: () => undefined })] },
  stickyQueueScheduleToStartTimeout: '1 second',
});
process.send?.('ready');
await worker.run();
