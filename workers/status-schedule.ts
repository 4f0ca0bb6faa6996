import { type Client, ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import { syncServerStatusType } from '../workflows/mcp-servers/test-connection.messages.ts';
import { taskQueues } from '../temporal/task-queues.ts';

/** One for all servers of all workspaces (spec row E3). */
export const statusScheduleId = 'mcp-server-status';

/** Creates the schedule of the status probes; one that exists stays as it is. */
export const ensureStatusSchedule = async (client: Client, everySeconds = 30): Promise<void> => {
  try {
    await client.schedule.create({
      scheduleId: statusScheduleId,
      spec: { intervals: [{ every: everySeconds * 1_000 }] },
      // A run that takes longer than the interval is not joined by a second one, and what was missed is not made up for.
      policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: 60_000 },
      action: { type: 'startWorkflow', workflowType: syncServerStatusType, taskQueue: taskQueues.deploy, args: [] },
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
  }
};
