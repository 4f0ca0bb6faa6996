import type { AuditEntry } from '../../../contracts/mcp-deployments.ts';
import type { AuditLog } from '../../audit/audit-log.ts';
import type { ConnectionNews } from './connection-news.ts';
import type { ConnectionStore } from './connection-store.ts';

export interface DisconnectRemovedDeps {
  readonly connections: Pick<ConnectionStore, 'connected' | 'disconnect'>;
  readonly connectionNews: ConnectionNews;
  readonly audit: Pick<AuditLog, 'write'>;
}

/** Ends the connections to a server that is gone. May run again: it goes on with those that are still connected. */
export const disconnectRemoved =
  ({ connections, connectionNews, audit }: DisconnectRemovedDeps) =>
  async (workspaceId: string, serverId: string, actor: AuditEntry['actor']): Promise<void> => {
    for (const connection of await connections.connected(workspaceId, serverId)) {
      const { id, agent, serverName } = connection;
      // The record comes first: a crash between the two writes it twice rather than never.
      await audit.write(workspaceId, actor, {
        action: 'mcp_connection.disconnect',
        subject: id,
        before: { agent, serverId, serverName },
        after: { reason: 'server_removed' },
      });
      await connectionNews(workspaceId, { ...connection, state: 'disconnected' });
      await connections.disconnect(workspaceId, id);
    }
  };
