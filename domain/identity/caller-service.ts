import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { AccessTokens, Clock } from './credential-ports.ts';
import type { IdentityStores } from './identity-stores.ts';
import { permissionsOf } from './permissions-of.ts';
import { createPrincipalCache } from './principal-cache.ts';

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
  /** To be called after a change to a session or a service account. */
  forget(id: string): void;
  /** To be called after a change that ends or changes several sessions. */
  forgetAll(): void;
}

/** Turns tokens into identities. Costs two indexed reads per principal and three seconds, no read otherwise. */
export const createCallerService = ({
  stores,
  tokens,
  clock,
}: {
  stores: Pick<IdentityStores, 'users' | 'sessions' | 'serviceAccounts'>;
  tokens: AccessTokens;
  clock: Clock;
}): CallerService => {
  const people = createPrincipalCache<Principal | null>({ ttlMs: principalTtlMs, nowMs: () => clock().getTime() });
  const services = createPrincipalCache<ServicePrincipal | null>({
    ttlMs: principalTtlMs,
    nowMs: () => clock().getTime(),
  });

  const loadPerson = async (workspaceId: string, sessionId: string, userId: string): Promise<Principal | null> => {
    const [session, user] = await Promise.all([
      stores.sessions.find(workspaceId, sessionId),
      stores.users.find(workspaceId, userId),
    ]);
    if (!session || session.userId !== userId || session.endedAt || session.expiresAt <= clock()) return null;
    if (user?.state !== 'active') return null;
    const { id, name, roles } = user;
    return { kind: 'user', id, name, workspaceId, permissions: permissionsOf(roles), sessionId };
  };

  const loadService = async (workspaceId: string, accountId: string): Promise<ServicePrincipal | null> => {
    const account = await stores.serviceAccounts.find(workspaceId, accountId);
    if (!account || (account.expiresAt && account.expiresAt <= clock())) return null;
    const { id, name, permissions, secretVersion } = account;
    const identity = {
      kind: 'service',
      id,
      name,
      workspaceId,
      permissions: new Set(permissions),
      sessionId: null,
    } as const;
    return { identity, secretVersion };
  };

  const identifyPerson = async (token: string): Promise<Identity> => {
    const { workspaceId, sessionId, userId, expiresAt } = tokens.verifyUser(token);
    const person = await people.get(sessionId, () => loadPerson(workspaceId, sessionId, userId));
    if (!person || person.id !== userId || person.workspaceId !== workspaceId) throw fail('invalid_token');
    return { ...person, tokenExpiresAt: expiresAt };
  };

  const identifyService = async (token: string): Promise<Identity> => {
    const { workspaceId, accountId, secretVersion, expiresAt } = tokens.verifyService(token);
    const load = () => services.get(accountId, () => loadService(workspaceId, accountId));
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

  return {
    identify: (token, kind) =>
      kind === 'bearer' && tokens.claimedKind(token) === 'service' ? identifyService(token) : identifyPerson(token),
    forget: (id) => {
      people.forget(id);
      services.forget(id);
    },
    forgetAll: () => {
      people.clear();
      services.clear();
    },
  };
};
