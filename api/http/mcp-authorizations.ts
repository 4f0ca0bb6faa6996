import { Router } from 'express';
import { mcpAuthorizationEndpoints } from '../../contracts/mcp-authorizations.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { McpServerStore } from '../../domain/mcp/mcp-server-store.ts';
import { clientMetadataPath, oauthCallbackPath } from '../../mcp/gateway/authorizations/authorization-paths.ts';
import type { Authorizations } from '../../mcp/gateway/authorizations/authorizations.ts';
import { route } from '../route.ts';

export interface McpAuthorizationRouteDeps {
  readonly authorizations: Pick<Authorizations, 'begin' | 'finish' | 'list' | 'remove'>;
  readonly servers: Pick<McpServerStore, 'all'>;
  /** Where others read who we are; null while this installation is not reached by https. */
  readonly clientMetadataUrl: string | null;
}

/** Signing in at MCP servers elsewhere (spec row C4). */
export const mcpAuthorizationRoutes = ({
  authorizations,
  servers,
  clientMetadataUrl,
}: McpAuthorizationRouteDeps): Router => {
  const router = Router();
  route(router, mcpAuthorizationEndpoints.list, async ({ identity }) => ({
    items: (await authorizations.list(identity))
      .filter(({ authorizedAt }) => authorizedAt !== null)
      .map(({ id, url, isAuthorized, scope, wantedScope, authorizedAt }) => ({
        id,
        url,
        state: isAuthorized ? ('authorized' as const) : ('expired' as const),
        scope,
        wantedScope,
        authorizedAt: (authorizedAt ?? new Date(0)).toISOString(),
      })),
  }));
  route(router, mcpAuthorizationEndpoints.begin, async ({ identity, body, request }) => {
    // Whoever may not add servers signs in only where somebody added one.
    const isKnown = async () =>
      (await servers.all(identity.workspaceId)).some(
        ({ server }) => server.source.kind === 'url' && server.source.url === body.url,
      );
    const isAdmin = identity.permissions.has('mcp-servers:manage');
    if (!isAdmin && !(await isKnown())) throw fail('mcp_server_not_found');
    const registered = isAdmin ? body.client : undefined;
    const { origin } = request.headers;
    return { authorizationUrl: await authorizations.begin(identity, body.url, { registered, origin }) };
  });
  route(router, mcpAuthorizationEndpoints.remove, async ({ identity, params }) => {
    await authorizations.remove(identity, params.id);
    return undefined;
  });

  route(router, mcpAuthorizationEndpoints.finish, async ({ identity, body }) => ({
    url: await authorizations.finish(identity, body),
  }));
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
  return router;
};
