import { proxyActivities } from '@temporalio/workflow';
import type { McpServerActivities } from '../../activities/mcp-servers.ts';

const { syncStatus } = proxyActivities<McpServerActivities>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '10 seconds',
  // The next run comes soon enough.
  retry: { maximumAttempts: 1 },
});

/** Looks at every server of every workspace: one step, however many there are, so that no history grows with them. */
export async function syncServerStatus(): Promise<{ count: number }> {
  return await syncStatus();
}
