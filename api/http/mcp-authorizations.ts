import { Router } from 'express';
import { mcpAuthorizationEndpoints } from '../../contracts/mcp-authorizations.ts';
import { fail, Failure } from '../../contracts/kernel/fail.ts';
import type { McpServerStore } from '../../domain/mcp/mcp-server-store.ts';
import type { Authorizations } from '../../mcp/gateway/authorizations/authorizations.ts';
import { requireAccess, contextOf } from '../request-context.ts';
import { route } from '../route.ts';

export interface McpAuthorizationRouteDeps {
  readonly authorizations: Pick<Authorizations, 'begin' | 'finish' | 'list' | 'remove'>;
  readonly servers: Pick<McpServerStore, 'all'>;
  /** Where each sign-in that is on its way comes back to, kept beside its `state`. */
  /** Where others read who we are; null while this installation is not reached by https. */
  readonly clientMetadataUrl: string | null;
  readonly returns: { seal(text: string): string; open(sealed: string): string };
}

export const oauthCallbackPath = '/oauth/callback';
/** Our client-id metadata document: who we are to authorization servers that we never registered with. */
export const clientMetadataPath = '/oauth/client.json';
const returnCookie = 'tl_mcp_return';
const cookieMs = 10 * 60_000;

/** Signing in at MCP servers elsewhere (spec row C4). */
export const mcpAuthorizationRoutes = ({
  authorizations,
  servers,
  returns,
  clientMetadataUrl,
}: McpAuthorizationRouteDeps): Router => {
  const router = Router();
  route(router, mcpAuthorizationEndpoints.list, async ({ identity }) => ({
    items: (await authorizations.list(identity))
      .filter(({ authorizedAt }) => authorizedAt !== null)
      .map(({ id, url, isAuthorized, scope, authorizedAt }) => ({
        id,
        url,
        state: isAuthorized ? ('authorized' as const) : ('expired' as const),
        scope,
        authorizedAt: (authorizedAt ?? new Date(0)).toISOString(),
      })),
  }));
  route(router, mcpAuthorizationEndpoints.begin, async ({ identity, body, response }) => {
    // Whoever may not add servers signs in only where somebody added one.
    const isKnown = async () =>
      (await servers.all(identity.workspaceId)).some(
        ({ server }) => server.source.kind === 'url' && server.source.url === body.url,
      );
    if (!identity.permissions.has('mcp-servers:manage') && !(await isKnown())) throw fail('mcp_server_not_found');
    const authorizationUrl = await authorizations.begin(identity, body.url);
    response.cookie(returnCookie, returns.seal(body.returnTo), {
      httpOnly: true,
      sameSite: 'lax',
      secure: clientMetadataUrl !== null,
      path: oauthCallbackPath,
      maxAge: cookieMs,
    });
    return { authorizationUrl };
  });
  route(router, mcpAuthorizationEndpoints.remove, async ({ identity, params }) => {
    await authorizations.remove(identity, params.id);
    return undefined;
  });

  router.get(clientMetadataPath, (_request, response) => {
    if (!clientMetadataUrl) throw fail('not_found');
    response.json({
      client_id: clientMetadataUrl,
      client_name: 'Throughline',
      redirect_uris: [clientMetadataUrl.replace(clientMetadataPath, oauthCallbackPath)],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
  });
  // A page of somebody else sends the browser here, with the cookie of the person: `state` says that it was begun here.
  router.get(oauthCallbackPath, async (request, response) => {
    const identity = await requireAccess(contextOf(response).identify, 'mcp-tools:use');
    const { state, code, iss } = request.query;
    response.setHeader('Cache-Control', 'no-store');
    response.clearCookie(returnCookie, { path: oauthCallbackPath });
    const back = returnTo(returns, request.headers.cookie);
    const leave = (name: string, value: string) =>
      response.redirect(302, `${back}${back.includes('?') ? '&' : '?'}${new URLSearchParams({ [name]: value })}`);
    try {
      if (typeof state !== 'string' || typeof code !== 'string')
        throw fail('authorization_failed', { reason: 'refused' });
      const url = await authorizations.finish(identity, { state, code, iss: typeof iss === 'string' ? iss : null });
      leave('signed_in', url);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      leave('sign_in_problem', error.code);
    }
  });
  return router;
};

const returnTo = (returns: McpAuthorizationRouteDeps['returns'], cookies = ''): string => {
  const sealed = new RegExp(`(?:^|; )${returnCookie}=([\\w-]+)`).exec(cookies)?.[1];
  try {
    return sealed === undefined ? '/' : returns.open(sealed);
  } catch {
    return '/';
  }
};
