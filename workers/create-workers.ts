import type { NativeConnection } from '@temporalio/worker';
import { Worker } from '@temporalio/worker';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import { taskQueues } from '../temporal/task-queues.ts';
import { activityErrors } from './activity-errors.ts';
import { workflowBundle } from './workflow-bundle.ts';

export interface WorkerParts {
  readonly connection: NativeConnection;
  readonly namespace: string;
  readonly environment: Environment;
  readonly log: Log;
  /** By the queue that they are done on. */
  readonly activities: { readonly sales: object; readonly servers: object; readonly calls: object };
}

/** One worker per task queue. */
export const createWorkers = async ({
  connection,
  namespace,
  environment,
  log,
  activities,
}: WorkerParts): Promise<Worker[]> => {
  const shared = {
    connection,
    namespace,
    interceptors: { activity: [activityErrors(log)] },
    shutdownGraceTime: environment.SHUTDOWN_GRACE_SECONDS * 1_000,
    maxConcurrentActivityTaskExecutions: environment.WORKER_CONCURRENCY,
  };
  const stories = {
    workflowBundle: await workflowBundle(),
    // How long a workflow waits for a worker that died before another one takes it over.
    stickyQueueScheduleToStartTimeout: '3 seconds',
  } as const;
  return [
    await Worker.create({
      ...shared,
      ...stories,
      activities: activities.sales,
      taskQueue: taskQueues.core,
      maxCachedWorkflows: 500,
    }),
    await Worker.create({ ...shared, activities: activities.sales, taskQueue: taskQueues.cpu }),
    await Worker.create({
      ...shared,
      ...stories,
      activities: activities.servers,
      taskQueue: taskQueues.deploy,
      maxCachedWorkflows: 100,
      maxConcurrentActivityTaskExecutions: 50,
    }),
    // Each of them waits for a server: their number costs memory alone.
    await Worker.create({
      ...shared,
      activities: activities.calls,
      taskQueue: taskQueues.calls,
      maxConcurrentActivityTaskExecutions: 500,
    }),
  ];
};
