/**
 * Records histories of the workflows of MCP servers into `histories/`, for replay.test.ts, with an agent in memory. Run by hand:
 *
 *   node test/workflows/record-mcp-histories.ts [label]
 */
import { fail } from '../../contracts/kernel/fail.ts';
import { syncServerStatusType } from '../../workflows/mcp-servers/sync-server-status.messages.ts';
import { testConnectionType } from '../../workflows/mcp-servers/test-connection.messages.ts';
import { someAdmin, someServer, startDeployments } from './mcp-deployment-setup.ts';
import { historyRecorder } from './record-history.ts';

await using running = await startDeployments();
await using _worker = await running.work();
const { client } = running.temporal;
const record = historyRecorder(client);

const admin = someAdmin();
const first = await running.accept.deploy(admin, someServer());
await running.start(first.deployment);
await record('deploy-mcp-server-done', `deployment-${first.deployment.id}`);

const { workspaceId } = admin;
const serverId = first.record.server.id;
const run = { taskQueue: 'fixtures' } as const;
await client.workflow.start(testConnectionType, {
  ...run,
  workflowId: 'recorded-test',
  args: [{ workspaceId, serverId, firstPauseMs: 10 }],
});
await record('test-connection-done', 'recorded-test');
await client.workflow.start(syncServerStatusType, { ...run, workflowId: 'recorded-sync', args: [] });
await record('sync-server-status-done', 'recorded-sync');

running.agent.before = async (method) => {
  if (method === 'attach') throw fail('handshake_failed', { reason: 'it printed a poem' });
};
const upgrade = await running.accept.redeploy(admin, serverId, '2.0.0');
await running.start(upgrade.deployment);
await record('deploy-mcp-server-rolled-back', `deployment-${upgrade.deployment.id}`);

const { deployment } = await running.accept.remove(admin, serverId);
await running.start(deployment);
await record('remove-mcp-server-done', `deployment-${deployment.id}`);
