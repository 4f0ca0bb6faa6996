import type { Locale } from '../../../contracts/kernel/locale.ts';
import { mcpServerSettingNames, type McpServer } from '../../../contracts/mcp-servers.ts';
import { tellCause } from '../cause.ts';
import type { McpServerRecord } from '../mcp-server-store.ts';

/** A server as a reader sees it, with its cause in their language. */
export const toServer = ({ server, causeDetails }: McpServerRecord, locale: Locale = 'en'): McpServer => ({
  ...server,
  cause:
    server.cause && tellCause({ code: server.cause.code, details: causeDetails ?? {}, raw: server.cause.raw }, locale),
});

/** What the audit keeps of a server: settings and the names of secrets. */
export const toAuditedServer = ({ server }: McpServerRecord): Record<string, unknown> => ({
  name: server.name,
  ...Object.fromEntries(mcpServerSettingNames.map((name) => [name, server[name]])),
  secretNames: server.secretNames,
  state: server.state,
  version: server.version,
});
