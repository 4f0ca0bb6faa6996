import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { CallerService } from '../../domain/identity/caller-service.ts';
import type { ViewOptions } from '../../domain/mcp/gateway.ts';
import type { McpEdge } from '../../mcp/gateway/edge/create-edge.ts';
import type { Credentials } from '../middleware/credentials.ts';
import { toEnvelope } from '../middleware/errors.ts';
import type { IsOwnOrigin } from '../middleware/own-origin.ts';
import { toFailure } from '../middleware/to-failure.ts';
import { contextOf } from '../request-context.ts';

export interface McpRouteDeps {
  readonly edge: Pick<McpEdge, 'handle'>;
  readonly credentials: Pick<Credentials, 'extract'>;
  readonly callers: Pick<CallerService, 'claimedKind' | 'identifyClient' | 'tokenFor'>;
  readonly isOwnOrigin: IsOwnOrigin;
  /** Where the installation is reached from outside; undefined: wherever it was asked. */
  readonly publicUrl: string | undefined;
}

interface Admitted {
  readonly identity: Identity;
  /** With which our own servers act for the caller. */
  readonly token: string;
}

/** RFC 9728 §3.1: the well-known address of a resource's metadata goes before its path. */
const metadataPath = '/.well-known/oauth-protected-resource';

/** A silent connection ends sooner elsewhere; here streams are kept alive by comments, and calls may be long. */
const silenceMs = 300_000;

/**
 * `/mcp` and `/mcp_proxy/:server` (spec rows B1, C3). Only a bearer token opens them: a cookie would let a foreign page in.
 * The address is compared twice, as a request's `Origin` and as its `Host`, against DNS rebinding. Each request counts
 * against the caller's rate.
 */
export const mcpRoutes = ({ edge, credentials, callers, isOwnOrigin, publicUrl }: McpRouteDeps): Router => {
  const router = Router();
  const admit: RequestHandler = async (request, response) => {
    const { host, origin } = request.headers;
    if (!isOwnHost(isOwnOrigin, host) || (origin !== undefined && !isOwnOrigin(origin, host))) throw fail('csrf');
    const admitted = await identify(request, response);
    if (!admitted) return;
    const { identity, token } = admitted;
    const context = contextOf(response);
    await context.consume('call', identity);
    response.setHeader('Cache-Control', 'no-store');
    request.socket.setTimeout(silenceMs);
    const { correlationId, locale } = context;
    await edge.handle(request, response, { identity, token, correlationId, locale }, viewOf(request));
  };
  /** Null when it answered 401 itself, which says where a client learns how to get a token (RFC 9728). */
  const identify = async (request: Request, response: Response): Promise<Admitted | null> => {
    const { identify: verify, locale } = contextOf(response);
    try {
      // Addresses end up in logs and histories: a token there is burnt.
      if (request.query['access_token'] !== undefined) throw fail('invalid_token');
      const credential = credentials.extract(request);
      if (credential?.kind !== 'bearer') throw fail('unauthenticated');
      const { token } = credential;
      if (callers.claimedKind(token) === 'client') return await identifyClient(request, token);
      const identity = await verify();
      if (!identity) throw fail('unauthenticated');
      return { identity, token };
    } catch (error) {
      const failure = toFailure(error);
      if (!failure || errorTable[failure.code].status !== 401) throw error;
      const problem = failure.code === 'invalid_token' ? 'error="invalid_token", ' : '';
      const address = `${originOf(request)}${metadataPath}${request.path}`;
      response.set('WWW-Authenticate', `Bearer ${problem}resource_metadata="${address}"`);
      response.status(401).json(toEnvelope(failure, locale));
      return null;
    }
  };
  /** A token of an MCP client is good at the address it was made for (RFC 8707), and goes no further: our servers get another. */
  const identifyClient = async (request: Request, clientToken: string): Promise<Admitted> => {
    const { identity, resource } = await callers.identifyClient(clientToken);
    if (resource !== `${originOf(request)}${request.path}`) throw fail('invalid_token');
    return { identity, token: callers.tokenFor(identity) };
  };
  const originOf = ({ headers }: Request): string => publicUrl?.replace(/\/$/, '') ?? `http://${headers.host ?? ''}`;

  router.all(['/mcp', '/mcp_proxy/:server'], admit);
  return router;
};

/** `?tools=search` on any of the addresses is for clients with little room for definitions. Throws `validation_error`. */
const viewOf = ({ params: { server }, query: { tools = 'all' } }: Request): ViewOptions => {
  if (tools !== 'all' && tools !== 'search')
    throw fail('validation_error', { issues: [{ path: 'query.tools', message: 'has to be `all` or `search`' }] });
  return { tools, ...(typeof server === 'string' && { server }) };
};

/** Behind a public address of ours the host is that one's; without one, a literal address or `localhost`. */
const isOwnHost = (isOwnOrigin: IsOwnOrigin, host: string | undefined): boolean =>
  host !== undefined && ['http', 'https'].some((scheme) => isOwnOrigin(`${scheme}://${host}`, host));
