import { fail } from '../../contracts/kernel/fail.ts';
import type { Clock, OneTimeSecrets, PasswordHasher } from './credential-ports.ts';
import type { IdentityStores, LinkRecord, UserRecord } from './identity-stores.ts';
import { newUser } from './user-service.ts';
import type { WorkspaceService } from './workspace-service.ts';

const linkLifetimeMs = 24 * 3_600_000;

export interface IssuedLink {
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

export interface LinkDescription {
  readonly purpose: LinkRecord['purpose'];
  readonly email: string;
  readonly name: string;
  readonly workspaceName: string;
}

export interface LinkService {
  /** Gives the user a new link; an older one ends. */
  issue(
    user: UserRecord,
    purpose: LinkRecord['purpose'],
    actorId: string | null,
  ): Promise<{ link: IssuedLink; user: UserRecord }>;
  /** Throws `link_expired` for anything but a live link. */
  describe(token: string): Promise<LinkDescription>;
  /** Uses the link: sets name and password and activates the user, exactly once. Throws `link_expired`, `email_taken`. */
  accept(token: string, chosen: { name: string; password: string; email?: string }): Promise<UserRecord>;
  /** A link for the first admin of a workspace; null when it has an active admin. A link given out earlier ends. */
  firstAdmin(workspaceName: string, email?: string): Promise<IssuedLink | null>;
}

export interface LinkDeps {
  readonly stores: Pick<IdentityStores, 'users' | 'workspaces' | 'audit'>;
  readonly workspaces: Pick<WorkspaceService, 'ensureWorkspace'>;
  readonly passwords: PasswordHasher;
  readonly secrets: OneTimeSecrets;
  readonly clock: Clock;
}

/** One-time links. The link lives in the user's document, so that it works once however many use it at the same time. */
export const createLinkService = (deps: LinkDeps): LinkService => {
  const { stores, secrets, clock } = deps;

  const issue: LinkService['issue'] = async (user, purpose, actorId) => {
    const token = secrets.generate();
    const expiresAt = new Date(clock().getTime() + linkLifetimeMs);
    const link = { hash: secrets.hash(token), purpose, expiresAt };
    const { workspaceId, id, name, roles } = user;
    let { version } = user;
    while (!(await stores.users.update(workspaceId, id, version, { name, roles, link }))) {
      // Somebody else changed or invited the same person meanwhile: the last link counts.
      const other = await stores.users.find(workspaceId, id);
      if (other?.state !== 'invited') throw fail('version_conflict');
      version = other.version;
    }
    await stores.audit.record({ workspaceId, actorId, action: 'link_issued', subjectId: id, details: { purpose } });
    return { link: { token, expiresAt }, user: { ...user, link, version: version + 1 } };
  };

  const findLive = async (token: string) => {
    const user = await stores.users.findByLinkHash(secrets.hash(token));
    const link = user?.link;
    if (!user || !link || user.state !== 'invited' || link.expiresAt <= clock()) throw fail('link_expired');
    return { user, link };
  };

  return {
    issue,
    describe: async (token) => {
      const { user, link } = await findLive(token);
      const workspace = await stores.workspaces.find(user.workspaceId);
      if (!workspace) throw fail('link_expired');
      return { purpose: link.purpose, email: user.email, name: user.name, workspaceName: workspace.name };
    },
    accept: async (token, { name, password, email }) => {
      await findLive(token);
      const passwordHash = await deps.passwords.hash(password);
      for (;;) {
        const { user, link } = await findLive(token);
        // Only who sets up the platform chooses an address: an invitation was meant for one person.
        const ownEmail = link.purpose === 'first-admin' && email !== undefined ? email : user.email;
        const change = { name, passwordHash, email: ownEmail, state: 'active', link: null } as const;
        const { workspaceId, id, version } = user;
        // Who loses the race looks again: either the link is used up, or an admin changed the user meanwhile.
        if (!(await stores.users.update(workspaceId, id, version, change))) continue;
        const { purpose } = link;
        await stores.audit.record({
          workspaceId,
          actorId: id,
          action: 'link_used',
          subjectId: id,
          details: { purpose },
        });
        return { ...user, ...change, version: version + 1 };
      }
    },
    firstAdmin: async (workspaceName, email) => {
      const workspace = await deps.workspaces.ensureWorkspace(workspaceName);
      if ((await stores.users.countActiveAdmins(workspace.id)) > 0) return null;
      const wantedEmail = email ?? defaultEmail(workspace);
      const user = await firstAdminOf(deps, workspace.id, wantedEmail);
      return (await issue(user, 'first-admin', null)).link;
    },
  };
};

const firstAdminOf = async ({ stores, clock }: LinkDeps, workspaceId: string, email: string): Promise<UserRecord> => {
  const known = await stores.users.findByEmail(email);
  if (known) {
    if (known.workspaceId === workspaceId && known.state === 'invited') return known;
    throw fail('email_taken');
  }
  const user = newUser({ workspaceId, email, name: 'Admin', roles: ['admin'] }, clock());
  try {
    await stores.users.insert(user);
    return user;
  } catch (error) {
    // Another process that starts at the same moment was faster.
    const other = await stores.users.findByEmail(email);
    if (other?.workspaceId === workspaceId && other.state === 'invited') return other;
    throw error;
  }
};

/** Unique without asking: the end of the workspace's id is in it. The admin replaces it when using the link. */
const defaultEmail = ({ id }: { id: string }): string => `admin@${id.slice(-8)}.throughline.local`;
