import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { AccessTokens, Clock, OneTimeSecrets, ServiceClaims, UserClaims, Verified } from './credential-ports.ts';
import type { IdentityStores, ServiceAccountRecord } from './identity-stores.ts';
import { permissionsOf } from './permissions-of.ts';
import { readServiceKey } from './service-key.ts';
import { createPrincipalCache, type PrincipalCache } from './principal-cache.ts';

/** A change made elsewhere (another process) ends access after this long at most; here it does at once. */
const principalTtlMs = 3_000;

type Principal = Omit<Identity, 'tokenExpiresAt'>;

interface ServicePrincipal {
  readonly identity: Principal;
  readonly secretVersion: number;
}

/** Where the credential travelled: a cookie holds a person's token only. */
export type CredentialKind = 'cookie' | 'bearer';

export interface CallerService {
  /** Who a token speaks for, if the sign-in or account behind it is still good. Throws `invalid_token`. */
  identify(token: string, kind: CredentialKind): Promise<Identity>;
  /**
   * Who an MCP client's token speaks for, and the address it is good at, which the caller has to compare. Throws
   * `invalid_token`.
   */
  identifyClient(token: string): Promise<{ identity: Identity; resource: string }>;
  /** The kind that a token says it is; says nothing of whether that is true. */
  claimedKind: AccessTokens['claimedKind'];
  /** A short-lived token with which the platform's own servers act for this caller over REST, and no further than they may. */
  tokenFor(identity: Identity): string;
  /** To be called after a change to a session or a service account. */
  forget(id: string): void;
  /** To be called after a change that ends or changes several sessions. */
  forgetAll(): void;
}

interface CallerDeps {
  readonly stores: Pick<IdentityStores, 'users' | 'sessions' | 'serviceAccounts'>;
  readonly tokens: AccessTokens;
  readonly secrets: Pick<OneTimeSecrets, 'matches'>;
  readonly clock: Clock;
}

/** Turns tokens into identities. Costs two indexed reads per principal and three seconds, no read otherwise. */
export const createCallerService = (deps: CallerDeps): CallerService => {
  const nowMs = () => deps.clock().getTime();
  const people = createPrincipalCache<Principal | null>({ ttlMs: principalTtlMs, nowMs });
  const services = createPrincipalCache<ServicePrincipal | null>({ ttlMs: principalTtlMs, nowMs });
  const keys = createPrincipalCache<ServiceAccountRecord | null>({ ttlMs: principalTtlMs, nowMs });
  return {
    identify: async (token, kind) => {
      const key = kind === 'bearer' ? readServiceKey(token) : null;
      if (key) return await identifyKey(deps, keys, key);
      return kind === 'bearer' && deps.tokens.claimedKind(token) === 'service'
        ? await identifyService(deps, services, token)
        : await identifyPerson(deps, people, deps.tokens.verifyUser(token));
    },
    identifyClient: async (token) => {
      const claims = deps.tokens.verifyClient(token);
      return { identity: await identifyPerson(deps, people, claims), resource: claims.resource };
    },
    claimedKind: deps.tokens.claimedKind,
    tokenFor: ({ kind, id, workspaceId, sessionId }) => {
      if (kind !== 'user' || sessionId === null) throw fail('invalid_token');
      const claims = { userId: id, workspaceId, sessionId, generation: 1 };
      return deps.tokens.signUser(claims, deps.clock()).token;
    },
    forget: (id) => {
      people.forget(id);
      services.forget(id);
      keys.forget(`key_${id.slice('svc_'.length)}`);
    },
    forgetAll: () => {
      people.clear();
      services.clear();
      keys.clear();
    },
  };
};

const identifyPerson = async (
  deps: CallerDeps,
  people: PrincipalCache<Principal | null>,
  claims: Verified<UserClaims>,
): Promise<Identity> => {
  const { workspaceId, sessionId, userId, expiresAt } = claims;
  const person = await people.get(sessionId, () => loadPerson(deps, claims));
  if (person?.id !== userId || person.workspaceId !== workspaceId) throw fail('invalid_token');
  return { ...person, tokenExpiresAt: expiresAt };
};

const identifyService = async (
  deps: CallerDeps,
  services: PrincipalCache<ServicePrincipal | null>,
  token: string,
): Promise<Identity> => {
  const claims = deps.tokens.verifyService(token);
  const { workspaceId, accountId, secretVersion, expiresAt } = claims;
  const load = () => services.get(accountId, () => loadService(deps, claims));
  let service = await load();
  if (service && service.secretVersion < secretVersion) {
    // The token is newer than what is remembered: another process rotated the secret.
    services.forget(accountId);
    service = await load();
  }
  if (service?.identity.workspaceId !== workspaceId || service.secretVersion !== secretVersion)
    throw fail('invalid_token');
  return { ...service.identity, tokenExpiresAt: expiresAt };
};

/** A service account by its key and secret. 256 random bits: nobody guesses them, so each try is one hash. */
const identifyKey = async (
  { stores, secrets, clock }: CallerDeps,
  keys: PrincipalCache<ServiceAccountRecord | null>,
  { key, secret }: { key: string; secret: string },
): Promise<Identity> => {
  const account = await keys.get(key, async () => {
    const found = await stores.serviceAccounts.findByKey(key);
    // Once per look-up: that it is in use, not each use, is worth a write.
    if (found && secrets.matches(secret, found.secretHash))
      await stores.serviceAccounts.noteUse(found.workspaceId, found.id, clock());
    return found;
  });
  if (!account || !secrets.matches(secret, account.secretHash)) throw fail('invalid_token');
  if (account.expiresAt && account.expiresAt <= clock()) throw fail('invalid_token');
  const { id, name, workspaceId } = account;
  return { kind: 'service', id, name, workspaceId, permissions: new Set(account.permissions), sessionId: null };
};

const loadPerson = async (
  { stores, clock }: CallerDeps,
  { workspaceId, sessionId, userId }: UserClaims,
): Promise<Principal | null> => {
  const [session, user] = await Promise.all([
    stores.sessions.find(workspaceId, sessionId),
    stores.users.find(workspaceId, userId),
  ]);
  if (session?.userId !== userId || session.endedAt || session.expiresAt <= clock()) return null;
  if (user?.state !== 'active') return null;
  const { id, name, roles } = user;
  const held = permissionsOf(roles);
  const permissions = session.grant ? held.intersection(new Set(session.grant.permissions)) : held;
  return { kind: 'user', id, name, workspaceId, permissions, sessionId };
};

const loadService = async (
  { stores, clock }: CallerDeps,
  { workspaceId, accountId }: ServiceClaims,
): Promise<ServicePrincipal | null> => {
  const account = await stores.serviceAccounts.find(workspaceId, accountId);
  if (!account || (account.expiresAt && account.expiresAt <= clock())) return null;
  const { id, name, secretVersion } = account;
  const permissions = new Set(account.permissions);
  const identity = { kind: 'service', id, name, workspaceId, permissions, sessionId: null } as const;
  return { identity, secretVersion };
};
