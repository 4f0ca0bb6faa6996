import {
  auth,
  AuthorizationServerMismatchError,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  OAuthError,
} from '@modelcontextprotocol/client';
import type { Identity } from '../../../contracts/access.ts';
import { fail, Failure } from '../../../contracts/kernel/fail.ts';
import type { OneTimeSecrets } from '../../../domain/identity/credential-ports.ts';
import type {
  AuthorizationRecord,
  AuthorizationStore,
} from '../../../domain/mcp/authorizations/authorization-store.ts';
import type { RegisteredClient } from '../../../domain/mcp/authorizations/registered-client.ts';
import { newId } from '../../../domain/new-id.ts';
import { createTokenKeeper } from './keep-tokens.ts';
import { createOauthClient, Kept } from './oauth-client.ts';

const pendingMs = 10 * 60_000;

export interface AuthorizationDeps {
  readonly store: AuthorizationStore;
  /** SSRF-safe: every address here was named by a stranger. */
  readonly fetch: typeof fetch;
  readonly secrets: OneTimeSecrets;
  /** `open` throws for what was changed. */
  readonly seal: { seal(text: string): string; open(sealed: string): string };
  /** `…/oauth/callback` at each address this installation is opened at; the first where none fits. */
  readonly redirectUrls: readonly [string, ...string[]];
  readonly metadataUrl: string | null;
  /** What an admin registered by hand for a server that lets no client register itself. */
  readonly registeredClient: (workspaceId: string, url: string) => Promise<RegisteredClient | null>;
  readonly now: () => number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface BeginOptions {
  /** Counts where no server of the workspace names a client. */
  readonly registered?: RegisteredClient | undefined;
  /** Of the page that the person signs in from: they come back to the same, where their session is. */
  readonly origin?: string | undefined;
}

export interface Authorizations {
  /** Where others read who we are; null while there is no such address. */
  readonly metadataUrl: string | null;
  /**
   * Discovers the authorization server, registers with it and answers the page to open (spec row C4; MCP 2025-11-25
   * authorization: RFC 9728, RFC 8414, RFC 7591, RFC 7636, RFC 8707). Throws `authorization_failed`, `url_not_allowed`.
   */
  begin(identity: Identity, url: string, options?: BeginOptions): Promise<string>;
  /** Exchanges the code. Answers the server's address. Throws `oauth_state_invalid`, `authorization_failed`. */
  finish(identity: Identity, answer: { state: string; code: string; iss: string | null }): Promise<string>;
  list(identity: Identity): Promise<AuthorizationRecord[]>;
  /** Throws `mcp_authorization_not_found`. */
  remove(identity: Identity, id: string): Promise<void>;
  /**
   * Whether anybody of the workspace signed in there, so that each caller needs a connection of their own. What another
   * process changed is seen after 3 s, with `fresh` at once.
   */
  isPersonal(workspaceId: string, url: string, options?: { fresh?: boolean }): Promise<boolean>;
  /**
   * `fetch` in the name of a person: their token, and after a 401 a refreshed one, exactly once. Rejects with
   * `authorization_required` when the server wants a scope that was not asked for yet, with `authorization_failed` when it
   * wants one that was.
   */
  fetchFor(workspaceId: string, userId: string, url: string): typeof fetch;
}

export const createAuthorizations = (deps: AuthorizationDeps): Authorizations => {
  const keeper = createTokenKeeper(deps);
  return {
    metadataUrl: deps.metadataUrl,
    begin: (identity, url, options = {}) => begin(deps, identity, url, options),
    finish: async (identity, answer) => {
      const url = await finish(deps, identity, answer);
      keeper.forget();
      return url;
    },
    list: ({ workspaceId, id }) => deps.store.list(workspaceId, id),
    remove: async ({ workspaceId, id: userId }, id) => {
      if (!(await deps.store.delete(workspaceId, userId, id))) throw fail('mcp_authorization_not_found');
      keeper.forget();
    },
    isPersonal: keeper.isPersonal,
    fetchFor: keeper.fetchFor,
  };
};

const begin = async (
  deps: AuthorizationDeps,
  identity: Identity,
  url: string,
  { registered: given, origin }: BeginOptions,
): Promise<string> => {
  const { workspaceId, id: userId } = identity;
  const known = await deps.store.find(workspaceId, userId, url);
  const before = known ? Kept.parse(JSON.parse(deps.seal.open(known.sealed))) : {};
  // Discovery starts anew: the server may have moved to another authorization server.
  const kept: Kept = { ...before };
  delete kept.discovery;
  const state = deps.secrets.generate();
  if (given) kept.registered = given;
  const [usual] = deps.redirectUrls;
  kept.redirectUrl = deps.redirectUrls.find((each) => new URL(each).origin === origin) ?? usual;
  const registered = (await deps.registeredClient(workspaceId, url)) ?? kept.registered ?? null;
  const client = createOauthClient(kept, { ...deps, registered, state });
  await inWords(deps, async (guarded) => {
    const { resourceMetadataUrl, scope } = await challenge(guarded, url);
    const steppedUp = computeScopeUnion(kept.steppedUp, known?.wantedScope ?? undefined);
    if (steppedUp !== undefined) kept.steppedUp = steppedUp;
    const wanted = computeScopeUnion(scope, steppedUp);
    return await auth(client.provider, {
      serverUrl: url,
      fetchFn: guarded,
      forceReauthorization: true,
      ...(resourceMetadataUrl && { resourceMetadataUrl }),
      ...(wanted !== undefined && { scope: wanted }),
    });
  });
  const opened = client.opened();
  if (!opened || (opened.protocol !== 'https:' && opened.protocol !== 'http:'))
    throw fail('authorization_failed', { reason: 'it named no page to sign in at' });
  kept.requested = opened.searchParams.get('scope') ?? '';
  const change = {
    sealed: deps.seal.seal(JSON.stringify(kept)),
    pendingHash: deps.secrets.hash(state),
    pendingUntil: new Date(deps.now() + pendingMs),
  };
  const isSaved = known
    ? (await deps.store.change(known, change)) !== null
    : await deps.store.insert({
        id: newId('aut', deps.now()),
        workspaceId,
        userId,
        url,
        isAuthorized: false,
        scope: null,
        wantedScope: null,
        authorizedAt: null,
        refreshingUntil: null,
        revision: 1,
        ...change,
      });
  if (!isSaved) throw fail('version_conflict');
  return opened.href;
};

/** What the server says it wants, in its answer to a request without a token (RFC 9728 §5.1). */
const challenge = async (fetch: AuthorizationDeps['fetch'], url: string) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    signal: AbortSignal.timeout(10_000),
  });
  await response.body?.cancel();
  return response.status === 401 ? extractWWWAuthenticateParams(response) : {};
};

const finish = async (
  deps: AuthorizationDeps,
  { workspaceId, id: userId }: Identity,
  { state, code, iss }: { state: string; code: string; iss: string | null },
): Promise<string> => {
  const pending = await deps.store.findPending(workspaceId, userId, deps.secrets.hash(state));
  if (!pending?.pendingUntil || pending.pendingUntil.getTime() <= deps.now()) throw fail('oauth_state_invalid');
  // A state is good once, whatever comes of it.
  const taken = await deps.store.change(pending, { pendingHash: null, pendingUntil: null });
  if (!taken) throw fail('oauth_state_invalid');
  const kept = Kept.parse(JSON.parse(deps.seal.open(taken.sealed)));
  const registered = (await deps.registeredClient(workspaceId, taken.url)) ?? kept.registered ?? null;
  const client = createOauthClient(kept, { ...deps, registered, state });
  await inWords(deps, (guarded) =>
    auth(client.provider, {
      serverUrl: taken.url,
      authorizationCode: code,
      fetchFn: guarded,
      ...(iss !== null && { iss }),
    }),
  );
  delete kept.verifier;
  const saved = await deps.store.change(taken, {
    sealed: deps.seal.seal(JSON.stringify(kept)),
    isAuthorized: true,
    scope: kept.tokens?.scope ?? null,
    wantedScope: null,
    authorizedAt: new Date(deps.now()),
    refreshingUntil: null,
  });
  if (!saved) throw fail('version_conflict');
  return taken.url;
};

/** What the other side said goes no further than its OAuth code: its text is anybody's. */
const inWords = async (
  { fetch }: AuthorizationDeps,
  work: (guarded: AuthorizationDeps['fetch']) => Promise<unknown>,
): Promise<void> => {
  let refused: Failure | null = null;
  // The SDK goes on elsewhere when metadata cannot be read; who names a forbidden address is not signed in at.
  const guarded: AuthorizationDeps['fetch'] = async (input, init) =>
    await fetch(input, init).catch((error: unknown) => {
      if (error instanceof Failure) refused = error;
      throw error;
    });
  try {
    await work(guarded);
    if (refused) throw refused;
  } catch (cause) {
    if (refused ?? cause instanceof Failure) throw refused ?? cause;
    throw fail('authorization_failed', { reason: reasonOf(cause) }, { cause });
  }
};

const reasonOf = (cause: unknown): string => {
  if (cause instanceof AuthorizationServerMismatchError) return 'it signs in elsewhere than its settings say';
  return cause instanceof OAuthError ? `it answered ${cause.code}` : 'its sign-in could not be found or used';
};
