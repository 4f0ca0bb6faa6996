/**
 * A worker in a process of its own, which the test kills. Its agent is the one of the test, asked over the channel to it;
 * before it tells the engine that a step is over, it asks the test whether it may.
 */
import { Context } from '@temporalio/activity';
import { NativeConnection, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { mcpServerActivities } from '../../activities/mcp-servers.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { DeploymentAgent } from '../../domain/mcp/deployment-agent.ts';
import { connectMongo } from '../../infra/mongo/connect.ts';
import { activityErrors } from '../../workers/activity-errors.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { createFakeAgent } from '../fakes/fake-agent.ts';
import { composeDeploymentParts } from './mcp-deployment-setup.ts';

const { address, mongoUri, database } = z
  .object({ address: z.string(), mongoUri: z.string(), database: z.string() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));
const Answer = z.object({ call: z.number(), value: z.unknown(), isFailure: z.boolean() });

let calls = 0;
const waiting = new Map<number, PromiseWithResolvers<unknown>>();
process.on('message', (message) => {
  const { call, value, isFailure } = Answer.parse(message);
  const asked = waiting.get(call);
  if (isFailure) asked?.reject(fail('handshake_failed', { reason: 'it printed a poem' }));
  else asked?.resolve(value);
});
const ask = (method: string, ...given: unknown[]): Promise<unknown> => {
  const call = (calls += 1);
  const answer = Promise.withResolvers<unknown>();
  waiting.set(call, answer);
  process.send?.({ call, method, given });
  return answer.promise;
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
  interceptors: {
    activity: [
      activityErrors({ warn: () => undefined }),
      ({ info, heartbeat }) => ({
        inbound: {
          execute: async (input, next) => {
            const result = await next(input);
            // It seems to be working still, until it is killed.
            const beat = setInterval(() => heartbeat.call(Context.current()), 1_000);
            await ask('done', info.workflowExecution?.workflowId, info.activityType);
            clearInterval(beat);
            return result;
          },
        },
      }),
    ],
  },
  stickyQueueScheduleToStartTimeout: '1 second',
});
process.send?.('ready');
await worker.run();
