import { proxyActivities } from '@temporalio/workflow';
import type { McpCallActivities } from '../../activities/mcp-calls.ts';
import { taskQueues } from '../../temporal/task-queues.ts';

const { forgetOldCalls: forget } = proxyActivities<McpCallActivities>({
  taskQueue: taskQueues.calls,
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '1 minute',
  // The next run comes soon enough.
  retry: { maximumAttempts: 3 },
});

/** Drops what is older than it may become, in every workspace: one step, so that no history grows with it. */
export async function forgetOldCalls(): Promise<{ entries: number; tasks: number }> {
  return await forget();
}
