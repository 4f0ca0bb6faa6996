import type { Identity, Permission } from '../../contracts/access.ts';
import { AuthorizationRequest, grantablePermissions, type OauthConsent } from '../../contracts/oauth.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { newId } from '../new-id.ts';
import type { Clock, OneTimeSecrets } from '../identity/credential-ports.ts';
import type { Device, UserStore } from '../identity/identity-stores.ts';
import type { SessionService, TokenPair } from '../identity/session-service.ts';
import { OauthError } from './oauth-error.ts';
import type { OauthClientDocuments, OauthClientRecord, OauthStore } from './oauth-stores.ts';
import { isAllowedRedirectUri, isRegisteredRedirectUri, redirectTarget } from './redirect-uri.ts';

const requestLifetimeMs = 15 * 60_000;
const codeLifetimeMs = 60_000;
const maxRedirectUris = 10;

/** Parameters as they came; which ones are there is checked here. */
export interface AuthorizationQuery {
  readonly clientId: string | null;
  readonly redirectUri: string | null;
  readonly responseType: string | null;
  readonly challenge: string | null;
  readonly challengeMethod: string | null;
  readonly resource: string;
  readonly scope: string | null;
  readonly state: string | null;
}

export interface OauthTokens {
  readonly pair: TokenPair;
  readonly permissions: readonly Permission[];
}

export interface OauthDeps {
  readonly store: OauthStore;
  readonly documents: OauthClientDocuments;
  readonly users: Pick<UserStore, 'find'>;
  readonly sessions: Pick<SessionService, 'start' | 'refresh' | 'end'>;
  readonly secrets: OneTimeSecrets;
  /** `open` throws for what was changed. */
  readonly seal: { seal(text: string): string; open(sealed: string): string };
  readonly clock: Clock;
}

/**
 * Lets MCP clients in, in the name of a person (OAuth 2.1 with PKCE, RFC 7591, RFC 8707; spec row C1). A grant is a
 * sign-in of its own: its refresh tokens rotate, a reused one ends it, and it is listed and revoked like any other.
 */
export const createOauthService = (deps: OauthDeps) => ({
  /** Throws `OauthError`. */
  register: async (name: string, redirectUris: readonly string[]): Promise<OauthClientRecord> => {
    if (redirectUris.length === 0 || redirectUris.length > maxRedirectUris || !redirectUris.every(isAllowedRedirectUri))
      throw new OauthError('invalid_redirect_uri', 'redirect_uris must be https, this device, or an app of its own');
    const id = newId('cli', deps.clock().getTime());
    const client = { id, workspaceId: null, name, redirectUris, createdAt: deps.clock() };
    await deps.store.insertClient(client);
    return client;
  },
  /** Checks a request before anybody is asked. Failures before the redirect address is trusted have no way back. */
  begin: (query: AuthorizationQuery) => begin(deps, query),
  /** Throws `oauth_request_invalid`. */
  describe: (identity: Identity, sealed: string) => describe(deps, identity, sealed),
  decide: (identity: Identity, sealed: string, granted: readonly Permission[] | null) =>
    decide(deps, identity, sealed, granted),
  /** Throws `OauthError` with `invalid_grant`. */
  exchange: (request: CodeExchange, device: Device) => exchange(deps, request, device),
  refresh: async (refreshToken: string, clientId: string, device: Device): Promise<OauthTokens> => {
    const pair = await deps.sessions.refresh(refreshToken, device, clientId).catch((cause: unknown) => {
      throw Object.assign(new OauthError('invalid_grant', 'this refresh token is not good'), { cause });
    });
    return { pair, permissions: pair.grant?.permissions ?? [] };
  },
});

export type OauthService = ReturnType<typeof createOauthService>;

export interface CodeExchange {
  readonly code: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly verifier: string;
  readonly resource: string | null;
}

type Beginning =
  | { readonly sealed: string }
  /** The client is told, by way of the browser. */
  | { readonly error: OauthError; readonly redirectUri: string; readonly state: string | null };

const begin = async (deps: OauthDeps, query: AuthorizationQuery): Promise<Beginning> => {
  const { clientId, redirectUri, state } = query;
  const client = clientId === null ? null : await findClient(deps, clientId);
  if (!client) throw new OauthError('invalid_client', 'no such client');
  if (redirectUri === null || !isRegisteredRedirectUri(redirectUri, client.redirectUris))
    throw new OauthError('invalid_redirect_uri', 'this redirect_uri is not registered for the client');
  const refuse = (error: OauthError) => ({ error, redirectUri, state });
  if (query.responseType !== 'code') return refuse(new OauthError('unsupported_response_type', 'only code'));
  if (query.challengeMethod !== 'S256' || !/^[\w-]{43}$/.test(query.challenge ?? ''))
    return refuse(new OauthError('invalid_request', 'PKCE with S256 is required'));
  const permissions = permissionsIn(query.scope);
  if (permissions.length === 0) return refuse(new OauthError('invalid_scope', 'no such scope'));
  const request: AuthorizationRequest = {
    clientId: client.id,
    redirectUri,
    challenge: query.challenge ?? '',
    resource: query.resource,
    permissions,
    state,
    expiresAtMs: deps.clock().getTime() + requestLifetimeMs,
  };
  return { sealed: deps.seal.seal(JSON.stringify(request)) };
};

/** A client that registered, or one whose id is the address of a document about it. */
const findClient = async ({ store, documents, clock }: OauthDeps, id: string): Promise<OauthClientRecord | null> => {
  const url = id.startsWith('https://') && id.length <= 500 ? URL.parse(id) : null;
  if (!url) return store.findClient(id);
  if (url.pathname === '/' || url.hash !== '') return null;
  const found = await documents.read(id);
  if (!found?.redirectUris.every(isAllowedRedirectUri)) return null;
  return { ...found, id, workspaceId: null, createdAt: clock() };
};

/** Everything that may be granted when nothing is named; unknown scopes are left out (RFC 6749 §3.3). */
const permissionsIn = (scope: string | null): Permission[] => {
  const asked = new Set((scope ?? '').split(' ').filter((each) => each !== '' && each !== 'offline_access'));
  return grantablePermissions.filter((permission) => asked.size === 0 || asked.has(permission));
};

const open = async (deps: OauthDeps, identity: Identity, sealed: string) => {
  if (identity.kind !== 'user' || identity.sessionId === null) throw fail('forbidden', { permission: 'mcp-tools:use' });
  let request: AuthorizationRequest;
  try {
    request = AuthorizationRequest.parse(JSON.parse(deps.seal.open(sealed)));
  } catch (cause) {
    throw fail('oauth_request_invalid', {}, { cause });
  }
  const client = await findClient(deps, request.clientId);
  const isForeign = client?.workspaceId !== null && client?.workspaceId !== identity.workspaceId;
  if (!client || isForeign || request.expiresAtMs <= deps.clock().getTime()) throw fail('oauth_request_invalid');
  return { request, client };
};

const describe = async (deps: OauthDeps, identity: Identity, sealed: string): Promise<OauthConsent> => {
  const { request, client } = await open(deps, identity, sealed);
  return {
    clientName: client.name,
    redirectTarget: redirectTarget(request.redirectUri),
    resource: request.resource,
    permissions: request.permissions.map((permission) => ({
      permission,
      held: identity.permissions.has(permission),
    })),
    expiresAt: new Date(request.expiresAtMs).toISOString(),
  };
};

/** Where the browser goes next, with a code or an error; `granted` null refuses. */
const decide = async (
  deps: OauthDeps,
  identity: Identity,
  sealed: string,
  granted: readonly Permission[] | null,
): Promise<{ redirectUri: string; state: string | null; code: string | null; client: OauthClientRecord }> => {
  const { request, client } = await open(deps, identity, sealed);
  const { redirectUri, state, challenge, resource } = request;
  const permissions = request.permissions.filter(
    (permission) => granted?.includes(permission) && identity.permissions.has(permission),
  );
  if (permissions.length === 0) return { redirectUri, state, code: null, client };
  const code = deps.secrets.generate();
  const nowMs = deps.clock().getTime();
  await deps.store.insertCode({
    hash: deps.secrets.hash(code),
    workspaceId: identity.workspaceId,
    userId: identity.id,
    sessionId: newId('ses', nowMs),
    grant: { clientId: client.id, clientName: client.name, resource, permissions },
    redirectUri,
    challenge,
    expiresAt: new Date(nowMs + codeLifetimeMs),
  });
  return { redirectUri, state, code, client };
};

const exchange = async (deps: OauthDeps, request: CodeExchange, device: Device): Promise<OauthTokens> => {
  const used = await deps.store.useCode(deps.secrets.hash(request.code));
  const refuse = () => new OauthError('invalid_grant', 'this code is not good');
  if (!used) throw refuse();
  const { code, isFirst } = used;
  if (!isFirst) {
    // Somebody else may have it: what it gave is taken back (RFC 6749 §4.1.2).
    await deps.sessions.end(code.workspaceId, code.sessionId, 'code-reused');
    throw refuse();
  }
  const { grant } = code;
  const isRight =
    code.expiresAt > deps.clock() &&
    grant.clientId === request.clientId &&
    code.redirectUri === request.redirectUri &&
    (request.resource === null || request.resource === grant.resource) &&
    deps.secrets.matches(request.verifier, code.challenge);
  const user = isRight ? await deps.users.find(code.workspaceId, code.userId) : null;
  if (user?.state !== 'active') throw refuse();
  const pair = await deps.sessions.start(user, device, { id: code.sessionId, grant });
  return { pair, permissions: grant.permissions };
};
