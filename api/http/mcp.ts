import express, { Router, type RequestHandler } from 'express';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Credentials } from '../middleware/credentials.ts';
import type { IsOwnOrigin } from '../middleware/own-origin.ts';
import { contextOf } from '../request-context.ts';
import type { NodeMcpRequestHandler } from '@modelcontextprotocol/node';

export interface McpRouteDeps {
  readonly endpoint: NodeMcpRequestHandler;
  readonly credentials: Pick<Credentials, 'extract'>;
  readonly isOwnOrigin: IsOwnOrigin;
}

const maxBodyBytes = 16_000_000;
/** The longest that a tool waits for a request or a PDF, and some more; a silent connection ends sooner elsewhere. */
const callTimeoutMs = 300_000;

/**
 * `/mcp` (spec row B1). Only a bearer token opens it: a cookie would let a foreign page in. The address is compared
 * twice, as a request's `Origin` and as its `Host`, against DNS rebinding. Each request counts against the caller's
 * rate, and again as whatever its tools do over REST.
 */
export const mcpRoutes = ({ endpoint, credentials, isOwnOrigin }: McpRouteDeps): Router => {
  const router = Router();
  const admit: RequestHandler = async (request, response, next) => {
    const { host, origin } = request.headers;
    if (!isOwnHost(isOwnOrigin, host) || (origin !== undefined && !isOwnOrigin(origin, host))) throw fail('csrf');
    const context = contextOf(response);
    const identity = credentials.extract(request)?.kind === 'bearer' ? await context.identify() : null;
    if (!identity) throw fail('unauthenticated');
    await context.consume('write', identity);
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
  router.all('/mcp', admit, express.json({ limit: maxBodyBytes, strict: false }), async (request, response) => {
    const { token = '' } = credentials.extract(request) ?? {};
    const auth = { token, clientId: 'platform', scopes: [] };
    request.socket.setTimeout(callTimeoutMs);
    await endpoint(Object.assign(request, { auth }), response, request.body);
  });
  return router;
};

/** Behind a public address of ours the host is that one's; without one, a literal address or `localhost`. */
const isOwnHost = (isOwnOrigin: IsOwnOrigin, host: string | undefined): boolean =>
  host !== undefined && ['http', 'https'].some((scheme) => isOwnOrigin(`${scheme}://${host}`, host));
