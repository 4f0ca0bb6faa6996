import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { taskQueues } from '../temporal/task-queues.ts';
import { forgetOldCallsType } from '../workflows/mcp-calls/call-tool.messages.ts';

const everyMs = 3_600_000;

/** Creates the schedule that drops old requests and durable calls; one that exists stays as it is. */
export const ensureRetentionSchedule = async (client: Client): Promise<void> => {
  try {
    await client.schedule.create({
      scheduleId: 'mcp-call-retention',
      spec: { intervals: [{ every: everyMs }] },
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 60_000 },
      action: { type: 'startWorkflow', workflowType: forgetOldCallsType, taskQueue: taskQueues.core, args: [] },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
};
