import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { errorTable } from '../../contracts/errors.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { McpEdge } from '../../mcp/gateway/edge/create-edge.ts';
import type { Credentials } from '../middleware/credentials.ts';
import { toEnvelope } from '../middleware/errors.ts';
import type { IsOwnOrigin } from '../middleware/own-origin.ts';
import { toFailure } from '../middleware/to-failure.ts';
import { contextOf } from '../request-context.ts';

export interface McpRouteDeps {
  readonly edge: Pick<McpEdge, 'handle'>;
  readonly credentials: Pick<Credentials, 'extract'>;
  readonly isOwnOrigin: IsOwnOrigin;
  /** Where the installation is reached from outside; undefined: wherever it was asked. */
  readonly publicUrl: string | undefined;
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
export const mcpRoutes = ({ edge, credentials, isOwnOrigin, publicUrl }: McpRouteDeps): Router => {
  const router = Router();
  const admit: RequestHandler = async (request, response) => {
    const { host, origin } = request.headers;
    if (!isOwnHost(isOwnOrigin, host) || (origin !== undefined && !isOwnOrigin(origin, host))) throw fail('csrf');
    const identity = await identify(request, response);
    if (!identity) return;
    const context = contextOf(response);
    await context.consume('write', identity);
    response.setHeader('Cache-Control', 'no-store');
    request.socket.setTimeout(silenceMs);
    const { token = '' } = credentials.extract(request) ?? {};
    const { correlationId, locale } = context;
    const { server } = request.params;
    const only = typeof server === 'string' ? { server } : {};
    await edge.handle(request, response, { identity, token, correlationId, locale }, only);
  };
  /** Null when it answered 401 itself, which says where a client learns how to get a token (RFC 9728). */
  const identify = async (request: Request, response: Response): Promise<Identity | null> => {
    const { identify: verify, locale } = contextOf(response);
    try {
      // Addresses end up in logs and histories: a token there is burnt.
      if (request.query['access_token'] !== undefined) throw fail('invalid_token');
      const identity = credentials.extract(request)?.kind === 'bearer' ? await verify() : null;
      if (!identity) throw fail('unauthenticated');
      return identity;
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
  const originOf = ({ headers }: Request): string => publicUrl?.replace(/\/$/, '') ?? `http://${headers.host ?? ''}`;

  router.get([`${metadataPath}/mcp`, `${metadataPath}/mcp_proxy/:server`], (request, response) => {
    if (!isOwnHost(isOwnOrigin, request.headers.host)) throw fail('csrf');
    const resource = `${originOf(request)}${request.path.slice(metadataPath.length)}`;
    response.json({ resource, resource_name: 'Throughline', bearer_methods_supported: ['header'] });
  });
  router.all(['/mcp', '/mcp_proxy/:server'], admit);
  return router;
};

/** Behind a public address of ours the host is that one's; without one, a literal address or `localhost`. */
const isOwnHost = (isOwnOrigin: IsOwnOrigin, host: string | undefined): boolean =>
  host !== undefined && ['http', 'https'].some((scheme) => isOwnOrigin(`${scheme}://${host}`, host));
