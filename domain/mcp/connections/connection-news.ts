import type { AgentConnection } from '../../../contracts/mcp-deployments.ts';
import type { EventLog } from '../../events/event-log.ts';

/** Tells whoever watches the servers that an assistant was connected or disconnected. */
export const connectionNews =
  (events: EventLog) =>
  async (workspaceId: string, connection: AgentConnection): Promise<void> => {
    await events.append({
      workspaceId,
      subject: 'mcp',
      type: 'connection_status',
      data: connection,
      key: `${connection.id}:${connection.state}`,
    });
  };

export type ConnectionNews = ReturnType<typeof connectionNews>;
