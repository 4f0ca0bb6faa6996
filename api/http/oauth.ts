import express, { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { oauthEndpoints, grantablePermissions } from '../../contracts/oauth.ts';
import { OauthError } from '../../domain/oauth/oauth-error.ts';
import type { OauthService, OauthTokens } from '../../domain/oauth/oauth-service.ts';
import type { IsOwnOrigin } from '../middleware/own-origin.ts';
import { contextOf } from '../request-context.ts';
import { route } from '../route.ts';

export interface OauthRouteDeps {
  readonly oauth: OauthService;
  readonly isOwnOrigin: IsOwnOrigin;
  readonly publicUrl: string;
}

/** Paths under which MCP is served: what a token may be for. */
const mcpPath = /^\/(?:mcp|mcp_proxy\/[a-z0-9-]{1,64})$/;
const oneText = z.string().max(4_000);
const Registration = z.looseObject({
  client_name: z.string().trim().min(1).max(120).default('MCP client'),
  redirect_uris: z.array(oneText).max(10),
});
const CodeForm = z.object({
  grant_type: z.literal('authorization_code'),
  code: oneText,
  client_id: oneText,
  redirect_uri: oneText,
  code_verifier: z.string().regex(/^[\w.~-]{43,128}$/),
  resource: oneText.optional(),
});
const RefreshForm = z.object({ grant_type: z.literal('refresh_token'), refresh_token: oneText, client_id: oneText });
const TokenForm = z.discriminatedUnion('grant_type', [CodeForm, RefreshForm]);

/**
 * Authorization server and protected-resource metadata for MCP clients: RFC 8414, RFC 9728, RFC 7591, RFC 9207 and
 * OAuth 2.1 as the MCP specification 2025-11-25 asks. Addresses are those the client used, when they are ours.
 */
export const oauthRoutes = (deps: OauthRouteDeps): Router => {
  const router = Router();
  const originOf = ({ headers }: Request): string => {
    const asked = `http://${headers.host ?? ''}`;
    return deps.isOwnOrigin(asked, headers.host) ? asked : deps.publicUrl;
  };
  metadata(router, originOf);
  authorization(router, deps, originOf);
  tokens(router, deps);
  consents(router, deps, originOf);
  return router;
};

type OriginOf = (request: Request) => string;

const metadata = (router: Router, originOf: OriginOf): void => {
  router.get('/.well-known/oauth-protected-resource{/*path}', (request, response) => {
    const suffix = request.path.slice('/.well-known/oauth-protected-resource'.length);
    const origin = originOf(request);
    response.json({
      resource: `${origin}${mcpPath.test(suffix) ? suffix : '/mcp'}`,
      resource_name: 'Throughline',
      authorization_servers: [origin],
      scopes_supported: grantablePermissions,
      bearer_methods_supported: ['header'],
    });
  });
  router.get('/.well-known/oauth-authorization-server', (request, response) => {
    const origin = originOf(request);
    response.json({
      issuer: origin,
      authorization_endpoint: `${origin}/oauth/authorize`,
      token_endpoint: `${origin}/oauth/token`,
      registration_endpoint: `${origin}/oauth/register`,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['none'],
      client_id_metadata_document_supported: true,
      scopes_supported: grantablePermissions,
      authorization_response_iss_parameter_supported: true,
    });
  });
};

const authorization = (router: Router, { oauth }: OauthRouteDeps, originOf: OriginOf): void => {
  router.get('/oauth/authorize', async (request, response) => {
    await contextOf(response).consume('read', null);
    const origin = originOf(request);
    const one = (name: string): string | null => {
      const value = request.query[name];
      return typeof value === 'string' && value.length <= 4_000 ? value : null;
    };
    const page = (query: Record<string, string>) =>
      response.redirect(302, `/authorize?${new URLSearchParams(query).toString()}`);
    const resource = one('resource') ?? `${origin}/mcp`;
    try {
      const url = URL.parse(resource);
      if (url?.origin !== origin || !mcpPath.test(url.pathname) || url.search !== '')
        throw new OauthError('invalid_target', 'this address is not one of ours');
      const begun = await oauth.begin({
        clientId: one('client_id'),
        redirectUri: one('redirect_uri'),
        responseType: one('response_type'),
        challenge: one('code_challenge'),
        challengeMethod: one('code_challenge_method'),
        resource,
        scope: one('scope'),
        state: one('state'),
      });
      if ('sealed' in begun) return page({ request: begun.sealed });
      const { error, redirectUri, state } = begun;
      return response.redirect(
        302,
        withQuery(redirectUri, { error: error.code, error_description: error.message, state, iss: origin }),
      );
    } catch (error) {
      if (error instanceof OauthError) return page({ problem: error.code });
      throw error;
    }
  });
};

const tokens = (router: Router, { oauth }: OauthRouteDeps): void => {
  const form = [express.urlencoded({ extended: false, limit: 20_000 })];
  router.post('/oauth/register', express.json({ limit: 20_000 }), async (request, response) => {
    await contextOf(response).consume('sign-in', null);
    await inOauthWords(response, async () => {
      const { client_name: name, redirect_uris: redirectUris } = parsed(Registration, request.body);
      const client = await oauth.register(name, redirectUris);
      response.status(201).json({
        client_id: client.id,
        client_id_issued_at: Math.floor(client.createdAt.getTime() / 1_000),
        client_name: client.name,
        redirect_uris: client.redirectUris,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      });
    });
  });
  router.post('/oauth/token', form, async (request: Request, response: Response) => {
    await contextOf(response).consume('sign-in', null);
    await inOauthWords(response, async () => {
      const asked = parsed(TokenForm, request.body);
      const device = { userAgent: (request.headers['user-agent'] ?? '').slice(0, 300), ip: contextOf(response).ip };
      const given =
        asked.grant_type === 'refresh_token'
          ? await oauth.refresh(asked.refresh_token, asked.client_id, device)
          : await oauth.exchange(
              {
                code: asked.code,
                clientId: asked.client_id,
                redirectUri: asked.redirect_uri,
                verifier: asked.code_verifier,
                resource: asked.resource ?? null,
              },
              device,
            );
      response.json(toReply(given));
    });
  });
};

const toReply = ({ pair, permissions }: OauthTokens) => ({
  access_token: pair.access.token,
  token_type: 'Bearer',
  expires_in: Math.max(1, Math.floor((pair.access.expiresAt.getTime() - Date.now()) / 1_000)),
  refresh_token: pair.refresh.token,
  scope: permissions.join(' '),
});

const consents = (router: Router, { oauth }: OauthRouteDeps, originOf: OriginOf): void => {
  route(router, oauthEndpoints.describe, ({ identity, body }) => oauth.describe(identity, body.request));
  route(router, oauthEndpoints.decide, async ({ identity, body, request }) => {
    const granted = body.decision === 'approve' ? body.permissions : null;
    const { redirectUri, state, code } = await oauth.decide(identity, body.request, granted);
    const iss = originOf(request);
    return {
      redirectTo: withQuery(redirectUri, code === null ? { error: 'access_denied', state, iss } : { code, state, iss }),
    };
  });
};

const withQuery = (uri: string, query: Record<string, string | null>): string => {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
};

const parsed = <S extends z.ZodType>(schema: S, body: unknown): z.output<S> => {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const grantType = issue?.path[0] === 'grant_type';
  throw new OauthError(
    grantType ? 'unsupported_grant_type' : 'invalid_request',
    `${issue?.path.join('.') ?? 'body'}: ${issue?.message ?? 'not readable'}`,
  );
};

/** Errors of these endpoints have their own form (RFC 6749 §5.2). */
const inOauthWords = async (response: Response, answer: () => Promise<void>): Promise<void> => {
  response.setHeader('Cache-Control', 'no-store');
  try {
    await answer();
  } catch (error) {
    if (!(error instanceof OauthError)) throw error;
    const status = error.code === 'invalid_client' ? 401 : 400;
    response.status(status).json({ error: error.code, error_description: error.message });
  }
};
