import type { Identity, Role } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page, PageQuery } from '../../contracts/kernel/page.ts';
import { actorOf } from '../audit/audit-log.ts';
import { newId } from '../new-id.ts';
import type { CallerService } from './caller-service.ts';
import type { Clock } from './credential-ports.ts';
import type { IdentityStores, UserChange, UserRecord } from './identity-stores.ts';
import type { IssuedLink, LinkService } from './link-service.ts';
import { mustHold, permissionsOf } from './permissions-of.ts';
import type { SessionService } from './session-service.ts';

export interface UserService {
  list(identity: Identity, page: PageQuery): Promise<Page<UserRecord>>;
  /**
   * Adds a user who chooses a password through the link; repeated for somebody still invited it replaces the link.
   * Nobody gives away more than they have. Throws `email_taken`, `forbidden`.
   */
  invite(
    identity: Identity,
    wanted: { email: string; name: string; roles: readonly Role[] },
  ): Promise<{ user: UserRecord; link: IssuedLink }>;
  /** Throws `user_not_found`, `version_conflict`, `last_admin`, `forbidden` as `invite` does. */
  update(
    identity: Identity,
    userId: string,
    change: { version: number; name?: string; roles?: readonly Role[]; disabled?: boolean },
  ): Promise<UserRecord>;
}

export interface UserDeps {
  readonly stores: Pick<IdentityStores, 'users' | 'audit'>;
  readonly links: Pick<LinkService, 'issue'>;
  readonly sessions: Pick<SessionService, 'endAllOf'>;
  readonly callers: Pick<CallerService, 'forgetAll'>;
  readonly clock: Clock;
}

export const createUserService = (deps: UserDeps): UserService => {
  const { stores, links, clock } = deps;
  return {
    list: ({ workspaceId }, page) => stores.users.list(workspaceId, page),
    invite: async (identity, { email, name, roles }) => {
      const { workspaceId } = identity;
      mustHold(identity, permissionsOf(roles));
      const known = await stores.users.findByEmail(email);
      if (known && (known.workspaceId !== workspaceId || known.state !== 'invited')) throw fail('email_taken');
      const user = known ? { ...known, name, roles } : newUser({ workspaceId, email, name, roles }, clock());
      if (!known) await stores.users.insert(user);
      const { link, user: invited } = await links.issue(user, 'invitation', identity.id);
      await stores.audit.write(workspaceId, actorOf(identity), {
        action: 'user.invite',
        subject: invited.id,
        before: known && shown(known),
        after: shown(invited),
      });
      return { user: invited, link };
    },
    update: async (identity, userId, { version, ...wanted }) => {
      const { workspaceId } = identity;
      const before = await stores.users.find(workspaceId, userId);
      if (!before) throw fail('user_not_found');
      if (before.version !== version) throw fail('version_conflict', { version: before.version });
      const change = toChange(before, wanted);
      // Also for a name alone: a lesser program has no business with the account of an admin.
      mustHold(identity, permissionsOf([...before.roles, ...(change.roles ?? [])]));
      if (!(await stores.users.update(workspaceId, userId, version, change))) throw fail('version_conflict');
      const after = { ...before, ...change, version: version + 1 };
      await keepOneAdmin(deps, before, after);
      if (after.state === 'disabled') await deps.sessions.endAllOf(workspaceId, userId, 'user-disabled');
      deps.callers.forgetAll();
      await stores.audit.record({
        workspaceId,
        actorId: identity.id,
        action: 'user_changed',
        subjectId: userId,
        details: { before: shown(before), after: shown(after) },
      });
      await stores.audit.write(workspaceId, actorOf(identity), {
        action: 'user.change',
        subject: userId,
        before: shown(before),
        after: shown(after),
      });
      return after;
    },
  };
};

export const newUser = (
  wanted: Pick<UserRecord, 'workspaceId' | 'email' | 'name' | 'roles'>,
  now: Date,
): UserRecord => ({
  ...wanted,
  id: newId('usr', now.getTime()),
  state: 'invited',
  passwordHash: null,
  link: null,
  createdAt: now,
  lastSignInAt: null,
  version: 1,
});

const toChange = (
  before: UserRecord,
  { name, roles, disabled }: { name?: string; roles?: readonly Role[]; disabled?: boolean },
): UserChange => ({
  ...(name !== undefined && { name }),
  ...(roles && { roles }),
  // Nobody becomes active without ever having chosen a password; a disabled invitation's link dies with it.
  ...(disabled === true && { state: 'disabled' as const, link: null }),
  ...(disabled === false &&
    before.state === 'disabled' &&
    ({ state: before.passwordHash ? 'active' : 'invited' } as const)),
});

const isActiveAdmin = ({ state, roles }: UserRecord): boolean => state === 'active' && roles.includes('admin');

/**
 * Takes the change back when it left nobody in charge. Counting afterwards is safe without a transaction: of two
 * admins who demote each other at least one sees zero, and both may take theirs back.
 */
const keepOneAdmin = async ({ stores }: UserDeps, before: UserRecord, after: UserRecord): Promise<void> => {
  if (!isActiveAdmin(before) || isActiveAdmin(after)) return;
  if ((await stores.users.countActiveAdmins(before.workspaceId)) > 0) return;
  const { name, roles, state, link } = before;
  await stores.users.update(before.workspaceId, before.id, after.version, { name, roles, state, link });
  throw fail('last_admin');
};

const shown = ({ name, roles, state }: UserRecord) => ({ name, roles, state });
