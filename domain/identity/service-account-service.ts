import { rolePermissions, type Identity, type Permission, type Role } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page, PageQuery } from '../../contracts/kernel/page.ts';
import { actorOf } from '../audit/audit-log.ts';
import { newId } from '../new-id.ts';
import type { CallerService } from './caller-service.ts';
import type { AccessTokens, Clock, OneTimeSecrets, SignedToken } from './credential-ports.ts';
import type { IdentityStores, ServiceAccountRecord } from './identity-stores.ts';
import { mustHold } from './permissions-of.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';

export interface AccountWithSecret {
  readonly account: ServiceAccountRecord;
  readonly secret: string;
}

export interface ServiceAccountService {
  list(identity: Identity, page: PageQuery): Promise<Page<ServiceAccountRecord>>;
  /** Nobody gives away more than they have. Throws `forbidden`, `validation_error` for an expiry in the past. */
  create(
    identity: Identity,
    wanted: { name: string; permissions: readonly Permission[]; expiresAt: Date | null },
  ): Promise<AccountWithSecret>;
  /** Old secret and tokens end at once. Throws `service_account_not_found`, `version_conflict`, `forbidden`. */
  rotate(identity: Identity, accountId: string): Promise<AccountWithSecret>;
  /** Throws `service_account_not_found`. */
  delete(identity: Identity, accountId: string): Promise<void>;
  /** Throws `invalid_credentials`, equal for unknown, expired and wrong; `rate_limited`. */
  exchange(key: string, secret: string, ip: string): Promise<{ token: string; expiresInSeconds: number }>;
  /**
   * A token with a role's permissions for a script on this machine; nothing on the network calls this. The account
   * behind it has a secret that nobody knows.
   */
  localToken(workspaceId: string, role: Role): Promise<SignedToken>;
}

export interface ServiceAccountDeps {
  readonly stores: Pick<IdentityStores, 'serviceAccounts' | 'audit'>;
  readonly secrets: OneTimeSecrets;
  readonly tokens: AccessTokens;
  readonly attempts: SignInAttempts;
  readonly callers: Pick<CallerService, 'forget'>;
  readonly clock: Clock;
}

/** Credentials of programs (spec row B8). Secrets are 256 random bits, so a fast hash is enough. */
export const createServiceAccountService = (deps: ServiceAccountDeps): ServiceAccountService => {
  const { stores, secrets, tokens, callers, clock } = deps;
  const accounts = stores.serviceAccounts;

  return {
    list: ({ workspaceId }, page) => accounts.list(workspaceId, page),
    create: async (identity, { name, permissions, expiresAt }) => {
      mustHold(identity, permissions);
      if (expiresAt && expiresAt <= clock())
        throw fail('validation_error', { issues: [{ path: 'body.expiresAt', message: 'must be in the future' }] });
      const secret = secrets.generate();
      const { workspaceId } = identity;
      const account = newAccount({ workspaceId, name, permissions, expiresAt }, secrets, secret, clock());
      if (!(await accounts.insert(account))) throw new Error('a random key was taken');
      await note(deps, identity, 'created', account.id, { after: { name, permissions, expiresAt } });
      return { account, secret };
    },
    rotate: async (identity, accountId) => {
      const { workspaceId } = identity;
      const account = await accounts.find(workspaceId, accountId);
      if (!account) throw fail('service_account_not_found');
      mustHold(identity, account.permissions);
      const secret = secrets.generate();
      const secretHash = secrets.hash(secret);
      if (!(await accounts.rotate(workspaceId, accountId, account.secretVersion, secretHash)))
        throw fail('version_conflict');
      callers.forget(accountId);
      const { name, secretVersion } = account;
      const sides = { before: { name, secretVersion }, after: { name, secretVersion: secretVersion + 1 } };
      await note(deps, identity, 'rotated', accountId, sides);
      return { account: { ...account, secretHash, secretVersion: account.secretVersion + 1 }, secret };
    },
    delete: async (identity, accountId) => {
      const { workspaceId } = identity;
      const account = await accounts.find(workspaceId, accountId);
      if (!account || !(await accounts.delete(workspaceId, accountId))) throw fail('service_account_not_found');
      callers.forget(accountId);
      const { name, permissions } = account;
      await note(deps, identity, 'deleted', accountId, { before: { name, permissions } });
    },
    exchange: (key, secret, ip) => exchange(deps, key, secret, ip),
    localToken: async (workspaceId, role) => {
      const account = await localAccount(deps, workspaceId, role);
      return tokens.signService(claimsOf(account), clock());
    },
  };
};

const verbs = { created: 'create', rotated: 'rotate', deleted: 'delete' } as const;

/** In the trail of sign-ins and accounts, and in the audit that admins read. */
const note = async (
  { stores: { audit } }: Pick<ServiceAccountDeps, 'stores'>,
  identity: Identity,
  done: keyof typeof verbs,
  subject: string,
  sides: { before?: object; after?: object },
): Promise<void> => {
  const { workspaceId, id: actorId } = identity;
  const action = `service_account_${done}` as const;
  await audit.record({ workspaceId, actorId, action, subjectId: subject, details: { ...sides.after } });
  await audit.write(workspaceId, actorOf(identity), { action: `service_account.${verbs[done]}`, subject, ...sides });
};

const exchange = async (deps: ServiceAccountDeps, key: string, secret: string, ip: string) => {
  const { stores, secrets, tokens, clock } = deps;
  let account: ServiceAccountRecord | null = null;
  const isRight = await deps.attempts.guard(key, ip, async () => {
    account = await stores.serviceAccounts.findByKey(key);
    const isGood = secrets.matches(secret, account?.secretHash ?? secrets.hash(''));
    return isGood && account !== null && !hasExpired(account, clock());
  });
  const found: ServiceAccountRecord | null = account;
  if (!isRight || !found) throw fail('invalid_credentials');
  const now = clock();
  const { workspaceId, id } = found;
  await stores.serviceAccounts.noteUse(workspaceId, id, now);
  const { token, expiresAt } = tokens.signService(claimsOf(found), now);
  return { token, expiresInSeconds: Math.floor((expiresAt.getTime() - now.getTime()) / 1000) };
};

/** One account per role, found again by its key: a script that runs a thousand times leaves one account. */
const localAccount = async ({ stores, secrets, clock }: ServiceAccountDeps, workspaceId: string, role: Role) => {
  const key = `local-${role}-${workspaceId}`;
  const known = await stores.serviceAccounts.findByKey(key);
  if (known) return known;
  const wanted = { workspaceId, name: `Local scripts (${role})`, permissions: rolePermissions[role], expiresAt: null };
  const account = { ...newAccount(wanted, secrets, secrets.generate(), clock()), key };
  if (await stores.serviceAccounts.insert(account)) return account;
  const other = await stores.serviceAccounts.findByKey(key);
  if (!other) throw new Error('the local service account vanished while it was created');
  return other;
};

const newAccount = (
  wanted: Pick<ServiceAccountRecord, 'workspaceId' | 'name' | 'permissions' | 'expiresAt'>,
  secrets: OneTimeSecrets,
  secret: string,
  now: Date,
): ServiceAccountRecord => {
  const id = newId('svc', now.getTime());
  return {
    ...wanted,
    id,
    key: `key_${id.slice('svc_'.length)}`,
    secretHash: secrets.hash(secret),
    secretVersion: 1,
    lastUsedAt: null,
    createdAt: now,
  };
};

const claimsOf = ({ id, workspaceId, secretVersion }: ServiceAccountRecord) => ({
  accountId: id,
  workspaceId,
  secretVersion,
});

const hasExpired = ({ expiresAt }: ServiceAccountRecord, now: Date): boolean => expiresAt !== null && expiresAt <= now;
