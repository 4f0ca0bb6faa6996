import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { newId } from '../new-id.ts';
import type { OauthGrant } from '../oauth/oauth-stores.ts';
import type { CallerService } from './caller-service.ts';
import type { AccessTokens, Clock, OneTimeSecrets, RefreshTokens, SignedToken } from './credential-ports.ts';
import type { Device, IdentityStores, SessionRecord, UserRecord } from './identity-stores.ts';

const dayMs = 86_400_000;
/** A sign-in ends after this long without use … */
const idleMs = 14 * dayMs;
/** … and after this long in any case. */
const absoluteMs = 60 * dayMs;
/** A repeated refresh by the same device counts as the same call within this time (threats: refresh race). */
const sameCallMs = 10_000;
const maxRaces = 5;

/** What a browser or program holds after signing in. */
export interface TokenPair {
  readonly access: SignedToken;
  readonly refresh: SignedToken;
  readonly sessionId: string;
  readonly userId: string;
  readonly workspaceId: string;
  readonly grant: OauthGrant | null;
}

export interface SessionService {
  /** `of`: the sign-in of an MCP client in the person's name. */
  start(user: UserRecord, device: Device, of?: { id: string; grant: OauthGrant }): Promise<TokenPair>;
  /**
   * Exchanges a refresh token for a new pair. Parallel and repeated calls of one device within ten seconds all get
   * the one same pair; any later use of an old token ends the sign-in. `clientId` names the MCP client that holds it.
   * Throws `invalid_token`.
   */
  refresh(token: string, device: Device, clientId?: string): Promise<TokenPair>;
  /** Ends the sign-in behind a refresh token or identity; silent when there is none. */
  logout(credential: { refreshToken: string | null; identity: Identity | null }): Promise<void>;
  list(identity: Identity): Promise<SessionRecord[]>;
  /** Ends one of the caller's own sign-ins. Throws `session_not_found`. */
  revoke(identity: Identity, sessionId: string): Promise<void>;
  /** Whether it was live. */
  end(workspaceId: string, sessionId: string, reason: string): Promise<boolean>;
  endAllOf(workspaceId: string, userId: string, reason: string, exceptId?: string): Promise<void>;
  /** Removes sign-ins that ended or expired more than a week ago; returns how many. */
  sweep(): Promise<number>;
}

export interface SessionDeps {
  readonly stores: Pick<IdentityStores, 'sessions' | 'users' | 'audit'>;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly secrets: OneTimeSecrets;
  readonly callers: Pick<CallerService, 'forget' | 'forgetAll'>;
  readonly clock: Clock;
}

/** Sign-ins: one session is one family of refresh tokens, kept in one document so that every step is atomic. */
export const createSessionService = (deps: SessionDeps): SessionService => {
  const { stores, refreshTokens, callers, clock } = deps;

  const end = async (workspaceId: string, sessionId: string, reason: string): Promise<boolean> => {
    const wasLive = await stores.sessions.end(workspaceId, sessionId, reason, clock());
    callers.forget(sessionId);
    return wasLive;
  };

  return {
    start: (user, device, of) => start(deps, user, device, of),
    refresh: (token, device, clientId) => refresh(deps, end, { token, device, clientId: clientId ?? null }),
    end,
    logout: async ({ refreshToken, identity }) => {
      const named = sessionOf(refreshTokens, refreshToken, identity);
      if (!named || !(await end(named.workspaceId, named.sessionId, 'sign-out'))) return;
      const { workspaceId, sessionId } = named;
      await stores.audit.record({
        workspaceId,
        actorId: identity?.id ?? null,
        action: 'sign_out',
        subjectId: sessionId,
        details: {},
      });
    },
    list: ({ workspaceId, id }) => stores.sessions.listLive(workspaceId, id, clock()),
    revoke: async ({ workspaceId, id }, sessionId) => {
      const session = await stores.sessions.find(workspaceId, sessionId);
      if (session?.userId !== id || !(await end(workspaceId, sessionId, 'revoked'))) throw fail('session_not_found');
      await stores.audit.record({
        workspaceId,
        actorId: id,
        action: 'session_revoked',
        subjectId: sessionId,
        details: {},
      });
    },
    endAllOf: async (workspaceId, userId, reason, exceptId) => {
      await stores.sessions.endAllOf(workspaceId, userId, reason, clock(), exceptId);
      callers.forgetAll();
    },
    sweep: () => stores.sessions.sweep(new Date(clock().getTime() - 7 * dayMs)),
  };
};

const start = async (
  deps: SessionDeps,
  user: UserRecord,
  device: Device,
  of?: { id: string; grant: OauthGrant },
): Promise<TokenPair> => {
  const { stores, secrets, refreshTokens } = deps;
  const now = deps.clock();
  const id = of?.id ?? newId('ses', now.getTime());
  const { workspaceId, id: userId } = user;
  const refreshToken = refreshTokens.issue({ sessionId: id, workspaceId, generation: 1 });
  const session: SessionRecord = {
    id,
    workspaceId,
    userId,
    device,
    createdAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + idleMs),
    endedAt: null,
    generation: 1,
    tokenHash: secrets.hash(refreshToken),
    rotation: null,
    grant: of?.grant ?? null,
  };
  await stores.sessions.insert(session);
  await stores.users.noteSignIn(workspaceId, userId, now);
  await stores.audit.record({ workspaceId, actorId: userId, action: 'sign_in', subjectId: id, details: { ...device } });
  return toPair(deps, session, refreshToken, now);
};

type End = (workspaceId: string, sessionId: string, reason: string) => Promise<boolean>;

interface Refreshing {
  readonly token: string;
  readonly device: Device;
  readonly clientId: string | null;
}

const refresh = async (deps: SessionDeps, end: End, { token, device, clientId }: Refreshing): Promise<TokenPair> => {
  const { workspaceId, sessionId } = deps.refreshTokens.read(token);
  const hash = deps.secrets.hash(token);
  for (let attempt = 0; attempt < maxRaces; attempt += 1) {
    const session = await deps.stores.sessions.find(workspaceId, sessionId);
    if (!session || session.endedAt || session.expiresAt <= deps.clock()) throw fail('invalid_token');
    // A browser's token is no client's, and a client's never becomes a cookie.
    if ((session.grant?.clientId ?? null) !== clientId) throw fail('invalid_token');
    const pair =
      session.tokenHash === hash ? await rotate(deps, session, token, device) : repeated(deps, session, token, device);
    if (pair) return pair;
    if (session.tokenHash === hash) continue; // another call was faster: look again what it left
    if (await end(workspaceId, sessionId, 'refresh-token-reused'))
      await deps.stores.audit.record({
        workspaceId,
        actorId: null,
        action: 'refresh_token_reused',
        subjectId: sessionId,
        details: { userId: session.userId, ...device },
      });
    throw fail('invalid_token');
  }
  throw fail('service_unavailable');
};

/** The one exchange of the newest token; null when another call won. */
const rotate = async (deps: SessionDeps, session: SessionRecord, token: string, device: Device) => {
  const { id, workspaceId, userId, tokenHash } = session;
  const user = await deps.stores.users.find(workspaceId, userId);
  if (user?.state !== 'active') throw fail('invalid_token');
  const now = deps.clock();
  const generation = session.generation + 1;
  const salt = deps.secrets.generate();
  const next = deps.refreshTokens.successor(token, salt, { sessionId: id, workspaceId, generation });
  const expiresAt = new Date(Math.min(now.getTime() + idleMs, session.createdAt.getTime() + absoluteMs));
  const change = {
    tokenHash: deps.secrets.hash(next),
    rotation: { previousHash: tokenHash, salt, at: now },
    generation,
    device,
    lastUsedAt: now,
    expiresAt,
  };
  const won = await deps.stores.sessions.rotate(workspaceId, id, tokenHash, change);
  return won ? toPair(deps, { ...session, ...change }, next, now) : null;
};

/** The pair that the first of several equal calls got, made again from the token and the stored salt; else null. */
const repeated = (deps: SessionDeps, session: SessionRecord, token: string, device: Device): TokenPair | null => {
  const { rotation, id, workspaceId, generation } = session;
  if (!rotation || !deps.secrets.matches(token, rotation.previousHash)) return null;
  const sinceMs = deps.clock().getTime() - rotation.at.getTime();
  const sameDevice = session.device.userAgent === device.userAgent && session.device.ip === device.ip;
  if (!sameDevice || Math.abs(sinceMs) > sameCallMs) return null;
  const next = deps.refreshTokens.successor(token, rotation.salt, { sessionId: id, workspaceId, generation });
  return toPair(deps, session, next, rotation.at);
};

const toPair = (deps: SessionDeps, session: SessionRecord, refreshToken: string, issuedAt: Date): TokenPair => {
  const { id: sessionId, workspaceId, userId, generation, expiresAt, grant } = session;
  const claims = { userId, workspaceId, sessionId, generation };
  return {
    access: grant ? deps.tokens.signClient(claims, grant.resource, issuedAt) : deps.tokens.signUser(claims, issuedAt),
    refresh: { token: refreshToken, expiresAt },
    sessionId,
    userId,
    workspaceId,
    grant,
  };
};

const sessionOf = (refreshTokens: RefreshTokens, refreshToken: string | null, identity: Identity | null) => {
  if (refreshToken !== null) {
    try {
      return refreshTokens.read(refreshToken);
    } catch {
      // A broken refresh cookie must not keep anybody from signing out.
    }
  }
  const sessionId = identity?.sessionId;
  return identity && sessionId ? { workspaceId: identity.workspaceId, sessionId } : null;
};
