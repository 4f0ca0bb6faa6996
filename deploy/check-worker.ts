import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { readEnvironment } from '../infra/env.ts';
import { taskQueues } from '../temporal/task-queues.ts';

/** Every worker runs activities, not every one workflows. */
const taskQueueType = proto.temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY;
/** A worker's long-poll is renewed every minute; one not seen for longer is gone or hangs. */
const SEEN_WITHIN_MS = 90_000;

/** Health check of a worker's container: exit code 0 when Temporal has lately been asked for work from this container on every queue. */
const { TEMPORAL_ADDRESS = '127.0.0.1:7233', TEMPORAL_NAMESPACE: namespace } = readEnvironment();
const connection = await Connection.connect({ address: TEMPORAL_ADDRESS, connectTimeout: 5_000 });
const answers = await Promise.all(
  Object.values(taskQueues).map((name) =>
    connection.workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType }),
  ),
);
process.exit(answers.every(({ pollers }) => pollers.some(isThisContainer)) ? 0 : 1);

function isThisContainer(poller: { identity?: string | null; lastAccessTime?: { seconds?: unknown } | null }): boolean {
  const lastSeenMs = Number(poller.lastAccessTime?.seconds ?? 0) * 1_000;
  return poller.identity?.endsWith(`@${hostname()}`) === true && Date.now() - lastSeenMs < SEEN_WITHIN_MS;
}
