import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { DeploymentRecord } from '../domain/mcp/deployments/deployment-store.ts';
import type { TestOutcome } from '../domain/mcp/servers/connection-test.ts';
import { newId } from '../domain/new-id.ts';
import { fromApplicationFailure } from '../temporal/failures.ts';
import { reach } from '../temporal/reach.ts';
import { ofWorkspace } from '../temporal/search-attributes.ts';
import { taskQueues } from '../temporal/task-queues.ts';
import {
  deploymentWorkflowId,
  deployMcpServerType,
  removeMcpServerType,
} from '../workflows/mcp-servers/deploy-mcp-server.messages.ts';
import { type TestConnectionInput, testConnectionType } from '../workflows/mcp-servers/test-connection.messages.ts';

/** Three tries of a test with their pauses. */
const testDeadlineMs = 150_000;
const firstPauseMs = 1_000;

export type McpWorkflows = ReturnType<typeof createMcpWorkflows>;

/** The workflows of MCP servers as the API starts and cancels them. Throws `service_unavailable` while Temporal is away. */
export const createMcpWorkflows = (client: Client) => ({
  startDeployment: async ({
    workspaceId,
    id: deploymentId,
    kind,
  }: Pick<DeploymentRecord, 'workspaceId' | 'id' | 'kind'>): Promise<void> => {
    try {
      await reach(client, () =>
        client.workflow.start(kind === 'remove' ? removeMcpServerType : deployMcpServerType, {
          workflowId: deploymentWorkflowId({ deploymentId }),
          taskQueue: taskQueues.deploy,
          args: [{ workspaceId, deploymentId }],
          typedSearchAttributes: ofWorkspace(workspaceId),
          // A deployment that is over is never run again: its next one has an id of its own.
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
        }),
      );
    } catch (error) {
      // Another process, or an earlier try, started it: that is what was wanted.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  },

  cancelDeployment: async (deploymentId: string): Promise<void> => {
    try {
      await reach(client, () => client.workflow.getHandle(deploymentWorkflowId({ deploymentId })).cancel());
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  },

  /** Runs a connection test and waits for it. Throws `mcp_server_not_found`. */
  testConnection: async (workspaceId: string, serverId: string): Promise<TestOutcome> => {
    const input: TestConnectionInput = { workspaceId, serverId, firstPauseMs };
    try {
      return await reach(
        client,
        () =>
          client.workflow.execute<(given: TestConnectionInput) => Promise<TestOutcome>>(testConnectionType, {
            workflowId: `connection-test-${serverId}-${newId('tst')}`,
            taskQueue: taskQueues.deploy,
            args: [input],
            typedSearchAttributes: ofWorkspace(workspaceId),
          }),
        testDeadlineMs,
      );
    } catch (error) {
      throw fromApplicationFailure(error) ?? error;
    }
  },
});
