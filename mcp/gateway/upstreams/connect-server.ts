import { oauthClientSecretName } from '../../../contracts/mcp-server-source.ts';
import type { McpServerRecord } from '../../../domain/mcp/mcp-server-store.ts';
import type { Upstream } from '../../../domain/mcp/upstream.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { connectHttp } from './http.ts';
import { connectToolHttp } from './tool-http.ts';

type Deps = Pick<GatewayDeps, 'agent' | 'fetch' | 'openSecrets' | 'authorizations'>;

/** Opens a connection to a deployed server by its kind, in the name of a person where they signed in there. The handshake is over when it resolves. */
export const connectServer = async (
  { agent, fetch, openSecrets, authorizations }: Deps,
  record: McpServerRecord,
  sessionKey: string | null,
  signal: AbortSignal,
  personId: string | null = null,
): Promise<Upstream> => {
  const { id, name, source, environment } = record.server;
  if (source.kind !== 'url')
    return await agent.attach(id, { signal, ...(sessionKey !== null && { session: sessionKey }) });
  const { [oauthClientSecretName]: _secret, ...secrets } = openSecrets(record);
  const headers = toHeaders({ ...environment, ...secrets });
  const asPerson = personId === null ? undefined : authorizations?.fetchFor(record.workspaceId, personId, source.url);
  const target = { name, url: new URL(source.url), headers, fetch: asPerson ?? fetch, signal };
  return source.transport === 'tool-http'
    ? await connectToolHttp(target)
    : await connectHttp({ ...target, transport: source.transport });
};

/** Settings of a url are its HTTP headers. Names come as `X_API_KEY` or `X-API-Key`; the first is how the form writes them. */
const toHeaders = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replaceAll('_', '-'), value]));

/** The user for whom a connection has to be their own; null where all share one. */
export const personAt = async (
  authorizations: GatewayDeps['authorizations'],
  { workspaceId, server: { source } }: McpServerRecord,
  userId: string | null | undefined,
  options: { fresh?: boolean } = {},
): Promise<string | null> =>
  source.kind === 'url' && userId && (await authorizations?.isPersonal(workspaceId, source.url, options))
    ? userId
    : null;
