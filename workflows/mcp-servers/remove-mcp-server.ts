import { CancellationScope, continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { McpServerActivities } from '../../activities/mcp-servers.ts';
import { compensation, leftovers } from '../kernel/policies.ts';
import type { DeployMcpServerInput } from './deploy-mcp-server.messages.ts';

const { claimForRemoval, stopServer, deleteServer, finishRemoval, settleDeployment } =
  proxyActivities<McpServerActivities>(compensation);
const { sweepAgent } = proxyActivities<McpServerActivities>(leftovers);

const longestWaitMs = 5_000;

/**
 * Removes a server with its files. Goes on until everything is gone: a half-removed server is of no use to anybody. While the
 * agent is away an admin may cancel it, or forget the server; then what is left with the agent goes once it is back.
 */
export async function removeMcpServer(input: DeployMcpServerInput): Promise<void> {
  await CancellationScope.nonCancellable(async () => {
    for (let waitMs = 200; !(await claimForRemoval(input)); waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      // What it waits for may wait for its agent for days in turn: longer than one history may grow.
      if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof removeMcpServer>(input);
      await sleep(waitMs);
    }
    if ((await stopServer(input)) === 'cancelled') return await settleDeployment(input, 'cancelled');
    const outcome = await deleteServer(input);
    if (outcome === 'cancelled') return await settleDeployment(input, 'cancelled');
    await finishRemoval(input);
    if (outcome === 'owed') await sweepAgent(input);
  });
}
