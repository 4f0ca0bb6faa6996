import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { taskQueues } from '../temporal/task-queues.ts';
import { forgetOldCallsType } from '../workflows/mcp-calls/forget-old-calls.messages.ts';
import { syncServerStatusType } from '../workflows/mcp-servers/sync-server-status.messages.ts';

/** One run each for all workspaces. */
const schedules = [
  {
    scheduleId: 'mcp-server-status',
    everyMs: 30_000,
    workflowType: syncServerStatusType,
    taskQueue: taskQueues.deploy,
  },
  {
    scheduleId: 'mcp-call-retention',
    everyMs: 3_600_000,
    workflowType: forgetOldCallsType,
    taskQueue: taskQueues.core,
  },
] as const;

/** Creates the schedules of the platform; one that exists stays as it is. */
export const ensureSchedules = async (client: Client): Promise<void> => {
  for (const { scheduleId, everyMs, workflowType, taskQueue } of schedules)
    await client.schedule
      .create({
        scheduleId,
        spec: { intervals: [{ every: everyMs }] },
        // A run that takes longer than the interval is not joined by a second one, and what was missed is not made up for.
        policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 60_000 },
        action: { type: 'startWorkflow', workflowType, taskQueue, args: [] },
      })
      .catch((error: unknown) => {
        if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      });
};
