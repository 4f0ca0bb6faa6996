import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { authEndpoints } from '../../contracts/identity.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { CsrfTokens } from '../../domain/identity/credential-ports.ts';
import { contextOf } from '../request-context.ts';
import type { Credentials } from './credentials.ts';
import type { IsOwnOrigin } from './own-origin.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/** These come before there is a session to bind a token to; the check of the origin protects them. */
const withoutToken: ReadonlySet<string> = new Set(
  Object.values(authEndpoints)
    .filter(({ access }) => access === 'public')
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`),
);

export interface CsrfDeps {
  readonly credentials: Credentials;
  readonly csrf: CsrfTokens;
  readonly isOwnOrigin: IsOwnOrigin;
}

/**
 * Refuses cross-site writes. Whoever shows a bearer token is a program and is not concerned; everything else that a
 * browser could send must come from our own pages, and with the session's cookie it must also carry the session's
 * token in `X-CSRF-Token`. Throws `csrf`.
 */
export const csrfProtection =
  ({ credentials, csrf, isOwnOrigin }: CsrfDeps): RequestHandler =>
  async (request, response, next) => {
    if (safeMethods.has(request.method)) return next();
    const kind = credentials.extract(request)?.kind;
    if (kind === 'bearer') return next();
    if (!comesFromOwnPage(request, isOwnOrigin)) throw fail('csrf');
    if (kind !== 'cookie' || withoutToken.has(`${request.method} ${request.path}`)) return next();
    const identity = await contextOf(response).identify();
    const [token = '', ...more] = request.headersDistinct['x-csrf-token'] ?? [];
    if (more.length > 0 || !identity?.sessionId || !csrf.matches(token, identity.sessionId)) throw fail('csrf');
    return next();
  };

/**
 * What browsers say about where a request comes from (OWASP CSRF cheat sheet, Fetch Metadata). Neither header is a
 * program's request; it passes here, since no browser sends a write from a page without one of them.
 */
export const comesFromOwnPage = ({ headers }: Pick<IncomingMessage, 'headers'>, isOwnOrigin: IsOwnOrigin): boolean => {
  const site = headers['sec-fetch-site'];
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, headers.host)) return false;
  return site === undefined || site === 'same-origin';
};
