import { Router, type Request, type Response } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { authEndpoints, type CurrentSession } from '../../contracts/identity.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { CsrfTokens } from '../../domain/identity/credential-ports.ts';
import type { IdentityService } from '../../domain/identity/identity-service.ts';
import type { Device } from '../../domain/identity/identity-stores.ts';
import { permissionsOf } from '../../domain/identity/permissions-of.ts';
import type { TokenPair } from '../../domain/identity/session-service.ts';
import type { Credentials } from '../middleware/credentials.ts';
import type { SessionCookies } from '../middleware/session-cookies.ts';
import { contextOf, type RequestContext } from '../request-context.ts';
import { route } from '../route.ts';

export interface AuthRouteDeps {
  readonly identity: IdentityService;
  readonly credentials: Credentials;
  readonly cookies: SessionCookies;
  readonly csrf: CsrfTokens;
}

/** Signing in and out, and everything about the own sign-ins (spec row A4). */
export const authRoutes = (deps: AuthRouteDeps): Router => {
  const { identity: service, credentials, cookies } = deps;
  const router = Router();
  // Answers here are about one person at one moment.
  router.use('/api/v1/auth', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });

  route(router, authEndpoints.login, async ({ body, request, response }) =>
    signedIn(deps, response, await service.login(body.email, body.password, deviceOf(request, response))),
  );
  route(router, authEndpoints.refresh, async ({ request, response }) => {
    const token = credentials.refreshToken(request);
    if (token === null) throw fail('unauthenticated');
    return signedIn(deps, response, await service.sessions.refresh(token, deviceOf(request, response)));
  });
  route(router, authEndpoints.logout, async ({ context, request, response }) => {
    const identity = await context.identify().catch(() => null);
    await service.sessions.logout({ refreshToken: credentials.refreshToken(request), identity });
    cookies.clear(response);
    return undefined;
  });
  route(router, authEndpoints.session, ({ identity, context }) => describe(deps, identity, context));
  route(router, authEndpoints.token, async ({ body, context }) => {
    const { token, expiresInSeconds } = await service.serviceAccounts.exchange(body.key, body.secret, context.ip);
    return { token, tokenType: 'Bearer' as const, expiresInSeconds };
  });
  route(router, authEndpoints.describeLink, ({ body }) => service.links.describe(body.token));
  route(router, authEndpoints.acceptLink, async ({ body, request, response }) => {
    const { token, name, password, email } = body;
    const chosen = { name, password, ...(email !== undefined && { email }) };
    return signedIn(deps, response, await service.acceptLink(token, chosen, deviceOf(request, response)));
  });
  route(router, authEndpoints.changePassword, async ({ identity, body, request, response }) => {
    await service.changePassword(identity, body.currentPassword, body.newPassword, deviceOf(request, response));
    return undefined;
  });
  route(router, authEndpoints.sessions, async ({ identity }) => {
    const sessions = identity.kind === 'user' ? await service.sessions.list(identity) : [];
    const items = sessions.map(({ id, device, grant, createdAt, lastUsedAt }) => ({
      id,
      current: id === identity.sessionId,
      client: grant?.clientName ?? null,
      userAgent: device.userAgent,
      ip: device.ip,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt.toISOString(),
    }));
    return { items };
  });
  route(router, authEndpoints.revokeSession, async ({ identity, params, response }) => {
    await service.sessions.revoke(identity, params.id);
    if (params.id === identity.sessionId) cookies.clear(response);
    return undefined;
  });
  return router;
};

const deviceOf = (request: Request, response: Response): Device => ({
  userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
  ip: contextOf(response).ip,
});

/** Hands out the cookies and describes whom they stand for. */
const signedIn = async (deps: AuthRouteDeps, response: Response, pair: TokenPair): Promise<CurrentSession> => {
  const { userId, workspaceId, sessionId, access } = pair;
  const caller = { kind: 'user', id: userId, workspaceId, sessionId, tokenExpiresAt: access.expiresAt } as const;
  const session = await describe(deps, caller, contextOf(response));
  deps.cookies.set(response, pair);
  return session;
};

type Described = Pick<Identity, 'kind' | 'id' | 'workspaceId' | 'sessionId' | 'tokenExpiresAt'> &
  Partial<Pick<Identity, 'name' | 'permissions'>>;

const describe = async (
  { identity, csrf }: AuthRouteDeps,
  caller: Described,
  { locale }: Pick<RequestContext, 'locale'>,
): Promise<CurrentSession> => {
  const { workspace, user } = await identity.profile(caller);
  const { kind, id, sessionId, tokenExpiresAt = new Date() } = caller;
  const roles = user?.roles ?? [];
  const permissions = caller.permissions ?? permissionsOf(roles);
  return {
    kind,
    id,
    name: user?.name ?? caller.name ?? '',
    email: user?.email ?? null,
    locale,
    roles: [...roles],
    permissions: [...permissions].toSorted(),
    workspace: {
      id: workspace.id,
      name: workspace.name,
      currency: workspace.currency,
      timeZone: workspace.timeZone,
    },
    csrfToken: sessionId === null ? null : csrf.tokenFor(sessionId),
    expiresAt: tokenExpiresAt.toISOString(),
  };
};
