import type { Page } from '../../../contracts/kernel/page.ts';
import type { AgentConnection } from '../../../contracts/mcp-deployments.ts';

export interface ConnectionStore {
  /** False when the agent is connected to the server already. */
  insert(workspaceId: string, connection: AgentConnection): Promise<boolean>;
  /** Newest first. */
  list(
    workspaceId: string,
    query: { serverId?: string | undefined; cursor?: string | undefined; limit: number },
  ): Promise<Page<AgentConnection>>;
  /** The connection as it was; null when there is none that is connected. */
  disconnect(workspaceId: string, connectionId: string): Promise<AgentConnection | null>;
  /** All that are connected to a server. */
  connected(workspaceId: string, serverId: string): Promise<AgentConnection[]>;
  isConnected(workspaceId: string, serverId: string, agent: string): Promise<boolean>;
}
