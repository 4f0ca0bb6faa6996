import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { createCallerService, type CallerService } from './caller-service.ts';
import type { AccessTokens, Clock, OneTimeSecrets, PasswordHasher, RefreshTokens } from './credential-ports.ts';
import type { Device, IdentityStores, UserRecord, WorkspaceRecord } from './identity-stores.ts';
import { createLinkService, type LinkService } from './link-service.ts';
import { createServiceAccountService, type ServiceAccountService } from './service-account-service.ts';
import { createSessionService, type SessionService, type TokenPair } from './session-service.ts';
import type { SignInAttempts } from './sign-in-attempts.ts';
import { createUserService, type UserService } from './user-service.ts';
import { createWorkspaceService, type WorkspaceService } from './workspace-service.ts';

export interface IdentityDeps {
  readonly stores: IdentityStores;
  readonly passwords: PasswordHasher;
  readonly secrets: OneTimeSecrets;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly attempts: SignInAttempts;
  readonly clock: Clock;
}

/** Who is calling and where they work; `user` is null for a service account. */
export interface CallerProfile {
  readonly workspace: WorkspaceRecord;
  readonly user: UserRecord | null;
}

export interface IdentityService {
  /** Throws `invalid_credentials`, equal in text and cost for unknown, invited and disabled users; `rate_limited`. */
  login(email: string, password: string, device: Device): Promise<TokenPair>;
  /** Uses a one-time link and signs in. Throws `link_expired`, `email_taken`. */
  acceptLink(
    token: string,
    chosen: { name: string; password: string; email?: string },
    device: Device,
  ): Promise<TokenPair>;
  /** Ends all other sign-ins. Throws `invalid_credentials`, `forbidden` for service accounts. */
  changePassword(identity: Identity, current: string, next: string, device: Device): Promise<void>;
  profile(identity: Pick<Identity, 'kind' | 'id' | 'workspaceId'>): Promise<CallerProfile>;
  readonly callers: CallerService;
  readonly sessions: SessionService;
  readonly links: LinkService;
  readonly users: UserService;
  readonly workspaces: WorkspaceService;
  readonly serviceAccounts: ServiceAccountService;
}

/** Everything about people, programs and their credentials (spec rows A4, B8). */
export const createIdentityService = (deps: IdentityDeps): IdentityService => {
  const callers = createCallerService(deps);
  const workspaces = createWorkspaceService({ workspaces: deps.stores.workspaces, clock: deps.clock });
  const sessions = createSessionService({ ...deps, callers });
  const links = createLinkService({ ...deps, workspaces });
  const users = createUserService({ ...deps, links, sessions, callers });
  const serviceAccounts = createServiceAccountService({ ...deps, callers });

  return {
    callers,
    sessions,
    links,
    users,
    workspaces,
    serviceAccounts,
    login: async (email, password, device) => {
      const user = await checkPassword(deps, email, password, device.ip);
      return sessions.start(user, device);
    },
    acceptLink: async (token, chosen, device) => sessions.start(await links.accept(token, chosen), device),
    changePassword: async (identity, current, next, device) => {
      const { workspaceId, id, sessionId } = identity;
      const known = identity.kind === 'user' ? await deps.stores.users.find(workspaceId, id) : null;
      if (!known || sessionId === null) throw fail('forbidden', { permission: 'users:manage' });
      const user = await checkPassword(deps, known.email, current, device.ip);
      const passwordHash = await deps.passwords.hash(next);
      if (!(await deps.stores.users.update(workspaceId, id, user.version, { passwordHash })))
        throw fail('version_conflict');
      await sessions.endAllOf(workspaceId, id, 'password-changed', sessionId);
      await deps.stores.audit.record({
        workspaceId,
        actorId: id,
        action: 'password_changed',
        subjectId: id,
        details: {},
      });
    },
    profile: async ({ kind, id, workspaceId }) => {
      const [workspace, user] = await Promise.all([
        deps.stores.workspaces.find(workspaceId),
        kind === 'user' ? deps.stores.users.find(workspaceId, id) : null,
      ]);
      if (!workspace) throw fail('workspace_not_found');
      return { workspace, user };
    },
  };
};

/** One hash is verified whoever is asked for, so that time tells nothing (threats: enumeration). */
const checkPassword = async (
  { stores, passwords, attempts }: IdentityDeps,
  email: string,
  password: string,
  ip: string,
): Promise<UserRecord> => {
  let user: UserRecord | null = null;
  const isRight = await attempts.guard(email, ip, async () => {
    user = await stores.users.findByEmail(email);
    const mayEnter = user?.state === 'active';
    return (await passwords.verify(password, user?.passwordHash ?? null)) && mayEnter;
  });
  if (!isRight || !user) throw fail('invalid_credentials');
  return user;
};
