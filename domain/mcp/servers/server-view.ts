import type { Locale } from '../../../contracts/kernel/locale.ts';
import type { McpServer } from '../../../contracts/mcp-servers.ts';
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
  title: server.title,
  description: server.description,
  source: server.source,
  runtime: server.runtime,
  grants: server.grants,
  limits: server.limits,
  prefixed: server.prefixed,
  sharing: server.sharing,
  idleSleepSeconds: server.idleSleepSeconds,
  cacheSeconds: server.cacheSeconds,
  environment: server.environment,
  secretNames: server.secretNames,
  state: server.state,
  version: server.version,
});
