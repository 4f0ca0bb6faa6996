import { oauthClientSecretName } from '../../../contracts/mcp-server-source.ts';
import type { McpServerRecord, McpServerStore } from '../mcp-server-store.ts';

/** A client that an admin registered by hand; its secret goes to that issuer only. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly clientSecret: string | null;
  readonly issuer: string;
}

/** The client that the settings of the workspace's server at this address name; null when it registers itself. */
export const findRegisteredClient =
  (servers: Pick<McpServerStore, 'all'>, openSecrets: (record: McpServerRecord) => Record<string, string>) =>
  async (workspaceId: string, url: string): Promise<RegisteredClient | null> => {
    for (const record of await servers.all(workspaceId)) {
      const { source } = record.server;
      if (source.kind === 'url' && source.url === url && source.oauth)
        return { ...source.oauth, clientSecret: openSecrets(record)[oauthClientSecretName] ?? null };
    }
    return null;
  };
