import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { AgentConnection } from '../../../contracts/mcp-deployments.ts';
import { actorOf, type AuditLog } from '../../audit/audit-log.ts';
import { newId } from '../../new-id.ts';
import { tellCause } from '../cause.ts';
import type { McpServerStore } from '../mcp-server-store.ts';
import type { TestOutcome } from '../servers/connection-test.ts';
import type { ConnectionNews } from './connection-news.ts';
import type { ConnectionStore } from './connection-store.ts';

export interface ConnectionServiceDeps {
  readonly servers: Pick<McpServerStore, 'find'>;
  readonly connections: ConnectionStore;
  readonly audit: AuditLog;
  readonly connectionNews: ConnectionNews;
  /** Runs the connection test and waits for it. */
  readonly test: (workspaceId: string, serverId: string) => Promise<TestOutcome>;
  readonly now: () => Date;
}

export type ConnectionService = ReturnType<typeof connectionService>;

/** Which agents may use which servers (spec row E2). */
export const connectionService = ({
  servers,
  connections,
  audit,
  connectionNews,
  test,
  now,
}: ConnectionServiceDeps) => ({
  list: connections.list,

  /**
   * Connects an agent to a running server after a test. Throws `mcp_server_not_found`, `mcp_server_not_running`,
   * `mcp_connection_exists`, `mcp_connection_test_failed`.
   */
  connect: async (identity: Identity, agent: string, serverId: string): Promise<AgentConnection> => {
    const { workspaceId } = identity;
    const record = await servers.find(workspaceId, serverId);
    if (!record) throw fail('mcp_server_not_found', { serverId });
    const { name, state } = record.server;
    if (state !== 'running' && state !== 'sleeping') throw fail('mcp_server_not_running', { name, state });
    if (await connections.isConnected(workspaceId, serverId, agent)) throw fail('mcp_connection_exists', { agent });
    const tested = await test(workspaceId, serverId);
    if (!tested.ok)
      throw fail('mcp_connection_test_failed', {
        reason: tested.cause ? tellCause(tested.cause).message : 'no answer',
      });
    const connection: AgentConnection = {
      id: newId('con'),
      agent,
      serverId,
      serverName: name,
      state: 'connected',
      latencyMs: tested.latencyMs,
      capabilities: tested.capabilities,
      connectedBy: identity.name,
      connectedAt: now().toISOString(),
    };
    // Two at the same time passed the test; the index lets one of them in.
    if (!(await connections.insert(workspaceId, connection))) throw fail('mcp_connection_exists', { agent });
    if (!(await servers.find(workspaceId, serverId))) {
      // It was removed meanwhile, and the removal may have looked before this was there.
      await connections.disconnect(workspaceId, connection.id);
      throw fail('mcp_server_not_found', { serverId });
    }
    await audit.write(workspaceId, actorOf(identity), {
      action: 'mcp_connection.connect',
      subject: connection.id,
      after: { agent, serverId, serverName: name },
    });
    await connectionNews(workspaceId, connection);
    return connection;
  },

  /** Throws `mcp_connection_not_found`. */
  disconnect: async (identity: Identity, connectionId: string): Promise<void> => {
    const before = await connections.disconnect(identity.workspaceId, connectionId);
    if (!before) throw fail('mcp_connection_not_found', { connectionId });
    const { agent, serverId, serverName } = before;
    await audit.write(identity.workspaceId, actorOf(identity), {
      action: 'mcp_connection.disconnect',
      subject: connectionId,
      before: { agent, serverId, serverName },
    });
    await connectionNews(identity.workspaceId, { ...before, state: 'disconnected' });
  },
});
