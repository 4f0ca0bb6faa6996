import type { AuditLog } from '../audit/audit-log.ts';
import type { Permission, Role } from '../../contracts/access.ts';
import type { OauthGrant } from '../oauth/oauth-stores.ts';
import type { Page, PageQuery } from '../../contracts/kernel/page.ts';

export interface WorkspaceRecord {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly createdAt: Date;
}

export interface WorkspaceStore {
  /** The workspace of that name (case does not count); created from the given record when there is none. Race-safe. */
  ensure(wanted: WorkspaceRecord): Promise<WorkspaceRecord>;
  find(id: string): Promise<WorkspaceRecord | null>;
}

/** What a one-time link allows; it lives in the user's document, so that using it is one atomic update. */
export interface LinkRecord {
  readonly hash: string;
  readonly purpose: 'first-admin' | 'invitation';
  readonly expiresAt: Date;
}

export interface UserRecord {
  readonly id: string;
  readonly workspaceId: string;
  /** Lower case. One address belongs to one user of one workspace in the whole installation. */
  readonly email: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly state: 'invited' | 'active' | 'disabled';
  readonly passwordHash: string | null;
  readonly link: LinkRecord | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly version: number;
}

export type UserChange = Partial<
  Pick<UserRecord, 'email' | 'name' | 'roles' | 'state' | 'passwordHash' | 'link' | 'lastSignInAt'>
>;

export interface UserStore {
  /** Throws `email_taken`. */
  insert(user: UserRecord): Promise<void>;
  find(workspaceId: string, id: string): Promise<UserRecord | null>;
  /** Across workspaces: only for signing in, where the address is all there is. */
  findByEmail(email: string): Promise<UserRecord | null>;
  /** Across workspaces: only for one-time links, where the token is all there is. */
  findByLinkHash(hash: string): Promise<UserRecord | null>;
  list(workspaceId: string, page: PageQuery): Promise<Page<UserRecord>>;
  countActiveAdmins(workspaceId: string): Promise<number>;
  /** Applies the change to that version only; false when it lost the race. Throws `email_taken`. */
  update(workspaceId: string, id: string, version: number, change: UserChange): Promise<boolean>;
  noteSignIn(workspaceId: string, id: string, at: Date): Promise<void>;
}

/** Who uses a refresh token, as far as one can tell. */
export interface Device {
  readonly userAgent: string;
  readonly ip: string;
}

/** A sign-in: one family of refresh tokens, of which only the newest is good. */
export interface SessionRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  readonly device: Device;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly generation: number;
  readonly tokenHash: string;
  /** The last exchange: lets a repeated call of the same device find the same successor. */
  readonly rotation: RotationRecord | null;
  /** Present when an MCP client holds it in the person's name. */
  readonly grant: OauthGrant | null;
}

export interface RotationRecord {
  readonly previousHash: string;
  readonly salt: string;
  readonly at: Date;
}

export interface SessionStore {
  insert(session: SessionRecord): Promise<void>;
  find(workspaceId: string, id: string): Promise<SessionRecord | null>;
  /** Live ones, newest use first. */
  listLive(workspaceId: string, userId: string, now: Date): Promise<SessionRecord[]>;
  /** Replaces the token when `expectedHash` is still the newest of a live session; false when somebody was faster. */
  rotate(
    workspaceId: string,
    id: string,
    expectedHash: string,
    next: Pick<SessionRecord, 'tokenHash' | 'rotation' | 'generation' | 'device' | 'lastUsedAt' | 'expiresAt'>,
  ): Promise<boolean>;
  /** Whether it was live. */
  end(workspaceId: string, id: string, reason: string, at: Date): Promise<boolean>;
  endAllOf(workspaceId: string, userId: string, reason: string, at: Date, exceptId?: string): Promise<void>;
  /** Ends every sign-in that was granted to an MCP client. */
  endAllOfClient(workspaceId: string, clientId: string, reason: string, at: Date): Promise<void>;
  /** Removes what ended or expired before `before`, in every workspace. */
  sweep(before: Date): Promise<number>;
}

export interface ServiceAccountRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly key: string;
  readonly secretHash: string;
  /** Counts rotations: a token names the one it came from and ends with it. */
  readonly secretVersion: number;
  readonly permissions: readonly Permission[];
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly createdAt: Date;
}

export interface ServiceAccountStore {
  /** False when the key is taken. */
  insert(account: ServiceAccountRecord): Promise<boolean>;
  find(workspaceId: string, id: string): Promise<ServiceAccountRecord | null>;
  /** Across workspaces: only for the exchange of key and secret. */
  findByKey(key: string): Promise<ServiceAccountRecord | null>;
  list(workspaceId: string, page: PageQuery): Promise<Page<ServiceAccountRecord>>;
  rotate(workspaceId: string, id: string, fromVersion: number, secretHash: string): Promise<boolean>;
  noteUse(workspaceId: string, id: string, at: Date): Promise<void>;
  delete(workspaceId: string, id: string): Promise<boolean>;
}

/** One line of the audit trail. Never holds secrets. */
export interface IdentityAct {
  readonly workspaceId: string;
  /** User or service account that acted; null when nobody was signed in. */
  readonly actorId: string | null;
  readonly action:
    | 'sign_in'
    | 'sign_out'
    | 'session_revoked'
    | 'refresh_token_reused'
    | 'password_changed'
    | 'link_issued'
    | 'link_used'
    | 'user_changed'
    | 'service_account_created'
    | 'service_account_rotated'
    | 'service_account_deleted';
  readonly subjectId: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AuditTrail {
  record(act: IdentityAct): Promise<void>;
  /** What an admin did, for the audit that admins read (spec row E5). */
  readonly write: AuditLog['write'];
}

export interface IdentityStores {
  readonly workspaces: WorkspaceStore;
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly serviceAccounts: ServiceAccountStore;
  readonly audit: AuditTrail;
}
