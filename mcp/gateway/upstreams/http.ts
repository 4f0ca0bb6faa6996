import { SdkHttpError, SSEClientTransport, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Failure, fail } from '../../../contracts/kernel/fail.ts';
import type { Upstream } from '../../../domain/mcp/upstream.ts';
import { LostSession } from '../lost-session.ts';
import { connectClient } from './client-upstream.ts';

export interface HttpTarget {
  readonly name: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly fetch: typeof fetch;
  readonly signal?: AbortSignal;
}

/**
 * An MCP server over HTTP, in the newest era that it speaks; `auto` tries the old SSE transport where streamable HTTP is not
 * served. Fails with `authorization_required`, `url_not_allowed` or `mcp_server_unavailable`.
 */
export const connectHttp = async ({
  transport,
  ...target
}: HttpTarget & { transport: 'auto' | 'streamable-http' | 'sse' }): Promise<Upstream> => {
  if (transport === 'sse') return await connectSse(target);
  try {
    return await connectStreamable(target);
  } catch (error) {
    if (transport === 'auto' && isNotServed(error)) return await connectSse(target);
    throw error;
  }
};

const connectStreamable = async ({ name, url, headers, fetch, signal }: HttpTarget): Promise<Upstream> => {
  const transport = new StreamableHTTPClientTransport(url, { fetch, requestInit: { headers } });
  let connected = false;
  const upstream = await connectClient(transport, {
    name,
    negotiation: 'auto',
    ...(signal && { signal }),
    translate: (error) => {
      // A server that was restarted knows our session no more and says so with 404 (2025-11-25, session management).
      if (connected && transport.sessionId !== undefined && statusOf(error) === 404) return new LostSession();
      return toHttpFailure(error, name);
    },
  });
  connected = true;
  return upstream;
};

const connectSse = async ({ name, url, headers, fetch, signal }: HttpTarget): Promise<Upstream> =>
  await connectClient(new SSEClientTransport(url, { fetch, requestInit: { headers } }), {
    name,
    negotiation: 'legacy',
    ...(signal && { signal }),
    translate: (error) => toHttpFailure(error, name),
  });

const toHttpFailure = (error: unknown, name: string): Error | null => {
  const own = causes(error).find((each) => each instanceof Failure);
  // Who signs in knows the server by its name here.
  if (own?.code === 'authorization_required' && own.details['name'] !== name)
    return fail(own.code, { ...own.details, name }, { cause: error });
  if (own) return own;
  const status = statusOf(error);
  if (status === 401 || status === 403) return fail('authorization_required', { name }, { cause: error });
  return status === null
    ? null
    : fail('mcp_server_unavailable', { name, reason: `it answered with HTTP ${status}` }, { cause: error });
};

const isNotServed = (error: unknown): boolean => [400, 404, 405].includes(statusOf(error) ?? 0);

const statusOf = (error: unknown): number | null => {
  const found = causes(error).find((each) => each instanceof SdkHttpError);
  return found ? found.status : null;
};

const causes = (error: unknown): unknown[] => {
  const all: unknown[] = [];
  for (let next = error; next !== undefined && all.length < 6; next = next instanceof Error ? next.cause : undefined)
    all.push(next);
  return all;
};
