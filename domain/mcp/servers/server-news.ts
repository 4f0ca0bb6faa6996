import type { EventLog } from '../../events/event-log.ts';
import type { McpServerRecord } from '../mcp-server-store.ts';
import { toServer } from './server-view.ts';

/** Tells whoever watches the lists of servers. */
export const serverNews = (events: EventLog) => ({
  changed: async (record: McpServerRecord): Promise<void> => {
    const { workspaceId, server } = record;
    await events.append({
      workspaceId,
      subject: 'mcp',
      type: 'server_status',
      data: toServer(record),
      key: `${server.id}:${server.revision}`,
    });
  },

  removed: async (workspaceId: string, serverId: string): Promise<void> => {
    await events.append({
      workspaceId,
      subject: 'mcp',
      type: 'server_removed',
      data: { id: serverId },
      key: `${serverId}:removed`,
    });
  },
});

export type ServerNews = ReturnType<typeof serverNews>;
