import {
  auth,
  computeScopeUnion,
  extractWWWAuthenticateParams,
  isStrictScopeSuperset,
} from '@modelcontextprotocol/client';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { AuthorizationRecord } from '../../../domain/mcp/authorizations/authorization-store.ts';
import type { AuthorizationDeps } from './authorizations.ts';
import { createOauthClient, Kept } from './oauth-client.ts';

/** A change in another process is seen after this long at most. */
const rememberMs = 3_000;
/** A token that ends sooner is exchanged before it is used. */
const earlyMs = 30_000;
const refreshMs = 20_000;
const pollMs = 200;
const maxRemembered = 5_000;

interface Remembered {
  readonly token: string | null;
  readonly endsAtMs: number;
  readonly until: number;
}

/** Access tokens of people at servers elsewhere: read once in some seconds, exchanged once for everybody who waits. */
export const createTokenKeeper = (deps: AuthorizationDeps) => {
  const { store, now } = deps;
  const remembered = new Map<string, Remembered>();
  const personal = createPersonal(deps);
  const refreshing = new Map<string, Promise<string | null>>();

  const remember = (key: string, record: AuthorizationRecord | null): Remembered => {
    const kept = record?.isAuthorized ? Kept.parse(JSON.parse(deps.seal.open(record.sealed))) : {};
    const { tokens, receivedAtMs = 0 } = kept;
    const endsAtMs = tokens?.expires_in === undefined ? Infinity : receivedAtMs + tokens.expires_in * 1_000;
    const entry = { token: tokens?.access_token ?? null, endsAtMs, until: now() + rememberMs };
    // Tokens of people who left stay in memory no longer than it takes to come here that often.
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(key, entry);
    return entry;
  };

  const current = async (workspaceId: string, userId: string, url: string): Promise<string | null> => {
    const key = keyOf(workspaceId, userId, url);
    const known = remembered.get(key);
    // Who just signed in, maybe in another process, is not told for seconds that they did not.
    const isKnown = known?.token && known.until > now();
    const entry = isKnown ? known : remember(key, await store.find(workspaceId, userId, url));
    if (entry.token === null || entry.endsAtMs > now() + earlyMs) return entry.token;
    return (await refreshed(workspaceId, userId, url, entry.token)) ?? entry.token;
  };

  /** The token that follows `stale`; null when the person has to sign in again. One exchange for all who wait. */
  const refreshed = (workspaceId: string, userId: string, url: string, stale: string): Promise<string | null> => {
    const key = keyOf(workspaceId, userId, url);
    const running = refreshing.get(key);
    if (running) return running;
    const exchange = exchangeOnce(deps, { workspaceId, userId, url }, stale)
      .then((record) => {
        const { token } = remember(key, record);
        return token === stale ? null : token;
      })
      .finally(() => refreshing.delete(key));
    refreshing.set(key, exchange);
    return exchange;
  };

  return {
    forget: () => {
      remembered.clear();
      personal.forget();
    },
    isPersonal: personal.isPersonal,
    fetchFor: (workspaceId: string, userId: string, url: string): typeof fetch => {
      const { origin } = new URL(url);
      return async (input, init) => {
        const isTheirs = new URL(input instanceof Request ? input.url : input).origin === origin;
        const token = isTheirs ? await current(workspaceId, userId, url) : null;
        const response = await deps.fetch(input, withToken(init, token));
        if (token === null) return response;
        if (response.status === 403) return await stepUp(deps, { workspaceId, userId, url }, response);
        if (response.status !== 401) return response;
        const next = await refreshed(workspaceId, userId, url, token);
        if (next === null) return response;
        await response.body?.cancel();
        return deps.fetch(input, withToken(init, next));
      };
    },
  };
};

/** Addresses that anybody of a workspace signed in at. */
const createPersonal = ({ store, now }: AuthorizationDeps) => {
  const known = new Map<string, { urls: ReadonlySet<string>; until: number }>();
  return {
    forget: () => known.clear(),
    isPersonal: async (workspaceId: string, url: string, { fresh = false } = {}): Promise<boolean> => {
      const found = known.get(workspaceId);
      if (found && found.until > now() && !fresh) return found.urls.has(url);
      const urls = new Set(await store.urls(workspaceId));
      known.set(workspaceId, { urls, until: now() + rememberMs });
      return urls.has(url);
    },
  };
};

const keyOf = (workspaceId: string, userId: string, url: string): string => `${workspaceId} ${userId} ${url}`;

const withToken = (init: RequestInit | undefined, token: string | null): RequestInit => {
  if (token === null) return init ?? {};
  const headers = new Headers(init?.headers);
  headers.set('authorization', `Bearer ${token}`);
  return { ...init, headers };
};

/**
 * A server may want more than was granted (HTTP 403 `insufficient_scope`): the next sign-in asks for that as well. What was
 * asked for already is not asked again, or a server that never has enough would send people to its sign-in for ever.
 */
const stepUp = async (
  deps: AuthorizationDeps,
  { workspaceId, userId, url }: Pick<AuthorizationRecord, 'workspaceId' | 'userId' | 'url'>,
  response: Response,
): Promise<Response> => {
  const { error, scope } = extractWWWAuthenticateParams(response);
  if (error !== 'insufficient_scope' || scope === undefined) return response;
  await response.body?.cancel();
  const record = await deps.store.find(workspaceId, userId, url);
  if (!record?.isAuthorized) return response;
  const { tokens, requested } = Kept.parse(JSON.parse(deps.seal.open(record.sealed)));
  if (!isStrictScopeSuperset(scope, computeScopeUnion(tokens?.scope, requested)))
    throw fail('authorization_failed', { reason: 'it wants more than the sign-in gave, though it was asked for that' });
  const wanted = computeScopeUnion(tokens?.scope ?? requested, record.wantedScope ?? undefined, scope) ?? null;
  // Another call may have noted the same in the meantime.
  await deps.store.change(record, { wantedScope: wanted });
  throw fail('authorization_required', { name: new URL(url).host, scope });
};

/** A refresh token is good once: whoever claims the record exchanges it, in whatever process; the others wait for the result. */
const exchangeOnce = async (
  deps: AuthorizationDeps,
  { workspaceId, userId, url }: Pick<AuthorizationRecord, 'workspaceId' | 'userId' | 'url'>,
  stale: string,
): Promise<AuthorizationRecord | null> => {
  const { store, now } = deps;
  const endMs = now() + refreshMs;
  for (;;) {
    const record = await store.find(workspaceId, userId, url);
    if (!record?.isAuthorized) return record;
    const kept = Kept.parse(JSON.parse(deps.seal.open(record.sealed)));
    if (kept.tokens?.access_token !== stale) return record;
    const isClaimed = record.refreshingUntil !== null && record.refreshingUntil.getTime() > now();
    if (isClaimed && now() < endMs) {
      await deps.pause(pollMs);
      continue;
    }
    const claimed = await store.change(record, { refreshingUntil: new Date(now() + refreshMs) });
    if (claimed) return exchange(deps, claimed, kept);
  }
};

const exchange = async (
  deps: AuthorizationDeps,
  claimed: AuthorizationRecord,
  kept: Kept,
): Promise<AuthorizationRecord | null> => {
  const registered = (await deps.registeredClient(claimed.workspaceId, claimed.url)) ?? kept.registered ?? null;
  const client = createOauthClient(kept, { ...deps, registered, state: deps.secrets.generate() });
  const hasRefresh = kept.tokens?.refresh_token !== undefined;
  let isAuthorized = false;
  if (hasRefresh) {
    const result = await auth(client.provider, { serverUrl: claimed.url, fetchFn: deps.fetch }).catch(() => 'FAILED');
    isAuthorized = result === 'AUTHORIZED';
  }
  return deps.store.change(claimed, {
    sealed: deps.seal.seal(JSON.stringify(kept)),
    isAuthorized,
    refreshingUntil: null,
  });
};
