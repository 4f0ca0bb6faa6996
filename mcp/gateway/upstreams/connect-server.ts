import type { McpServerRecord } from '../../../domain/mcp/mcp-server-store.ts';
import type { Upstream } from '../../../domain/mcp/upstream.ts';
import type { GatewayDeps } from '../gateway-deps.ts';
import { connectHttp } from './http.ts';
import { connectToolHttp } from './tool-http.ts';

type Deps = Pick<GatewayDeps, 'agent' | 'fetch' | 'openSecrets'>;

/** Opens a connection to a deployed server by its kind. The handshake is over when it resolves. */
export const connectServer = async (
  { agent, fetch, openSecrets }: Deps,
  record: McpServerRecord,
  sessionKey: string | null,
  signal: AbortSignal,
): Promise<Upstream> => {
  const { id, name, source, environment } = record.server;
  if (source.kind !== 'url')
    return await agent.attach(id, { signal, ...(sessionKey !== null && { session: sessionKey }) });
  const headers = toHeaders({ ...environment, ...openSecrets(record) });
  const target = { name, url: new URL(source.url), headers, fetch, signal };
  return source.transport === 'tool-http'
    ? await connectToolHttp(target)
    : await connectHttp({ ...target, transport: source.transport });
};

/** Settings of a url are its HTTP headers. Names come as `X_API_KEY` or `X-API-Key`; the first is how the form writes them. */
const toHeaders = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.replaceAll('_', '-'), value]));
