import type { McpServer } from '../../../contracts/mcp-servers.ts';
import type { StoredCause } from '../cause.ts';

export interface HealthEntry {
  readonly at: string;
  readonly health: McpServer['health'];
  readonly latencyMs: number | null;
  readonly cause: StoredCause | null;
}

/** What probes saw. Keeps a bounded number of entries per server. */
export interface HealthStore {
  add(workspaceId: string, serverId: string, entry: HealthEntry): Promise<void>;
  /** Newest first. */
  list(workspaceId: string, serverId: string): Promise<HealthEntry[]>;
  forget(workspaceId: string, serverId: string): Promise<void>;
}
