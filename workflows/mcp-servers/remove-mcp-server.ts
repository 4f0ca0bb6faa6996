import { CancellationScope, proxyActivities, sleep } from '@temporalio/workflow';
import type { McpServerActivities } from '../../activities/mcp-servers.ts';
import { compensation } from '../kernel/policies.ts';
import type { DeployMcpServerInput } from './deploy-mcp-server.messages.ts';

const { claimForRemoval, stopServer, deleteServer, finishRemoval } = proxyActivities<McpServerActivities>(compensation);

const longestWaitMs = 5_000;

/** Removes a server with its files. Goes on until everything is gone: a half-removed server is of no use to anybody. */
export async function removeMcpServer(input: DeployMcpServerInput): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    for (let waitMs = 200; !(await claimForRemoval(input)); waitMs = Math.min(waitMs * 2, longestWaitMs))
      await sleep(waitMs);
    await stopServer(input);
    await deleteServer(input);
    await finishRemoval(input);
  });
}
