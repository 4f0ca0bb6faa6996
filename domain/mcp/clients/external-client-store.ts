import type { Permission } from '../../../contracts/access.ts';
import type { Page, PageQuery } from '../../../contracts/kernel/page.ts';
import type { ExternalMcpClient } from '../../../contracts/mcp-clients.ts';

/** An MCP client outside as it is stored. Its secret is the service account's, and stored nowhere. */
export interface ExternalClientRecord extends Omit<ExternalMcpClient, 'lastUsedAt'> {
  readonly workspaceId: string;
  /** The one server that its configuration names; null for all. */
  readonly server: string | null;
  readonly permissions: readonly Permission[];
}

export interface ExternalClientStore {
  insert(record: ExternalClientRecord): Promise<void>;
  find(workspaceId: string, clientId: string): Promise<ExternalClientRecord | null>;
  /** Newest first. */
  list(workspaceId: string, page: PageQuery): Promise<Page<ExternalClientRecord>>;
  delete(workspaceId: string, clientId: string): Promise<boolean>;
}
