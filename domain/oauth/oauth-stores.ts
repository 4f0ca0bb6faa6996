import type { Permission } from '../../contracts/access.ts';

/** A program outside that may ask people to let it in. `workspaceId` null: it registered itself (RFC 7591). */
export interface OauthClientRecord {
  readonly id: string;
  readonly workspaceId: string | null;
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly createdAt: Date;
}

/** Clients whose id is the https address of a document about them. */
export interface OauthClientDocuments {
  /** Null when there is no such document, or it is not about that address. */
  read(clientId: string): Promise<Pick<OauthClientRecord, 'name' | 'redirectUris'> | null>;
}

/** What a person granted a client: kept with the sign-in that stands for it. */
export interface OauthGrant {
  readonly clientId: string;
  readonly clientName: string;
  /** The one address its access tokens are good for (RFC 8707). */
  readonly resource: string;
  readonly permissions: readonly Permission[];
}

export interface OauthCodeRecord {
  /** SHA-256 of the code. */
  readonly hash: string;
  readonly workspaceId: string;
  readonly userId: string;
  /** Id that the sign-in gets when the code is used. */
  readonly sessionId: string;
  readonly grant: OauthGrant;
  readonly redirectUri: string;
  /** PKCE, method S256. */
  readonly challenge: string;
  readonly expiresAt: Date;
}

export interface OauthStore {
  insertClient(client: OauthClientRecord): Promise<void>;
  findClient(id: string): Promise<OauthClientRecord | null>;
  deleteClient(id: string): Promise<boolean>;
  insertCode(code: OauthCodeRecord): Promise<void>;
  /** Marks it used, atomically: `isFirst` for exactly one caller. */
  useCode(hash: string): Promise<{ code: OauthCodeRecord; isFirst: boolean } | null>;
  /** Codes that expired, and clients that registered themselves before `before` and were never let in. */
  sweep(before: Date): Promise<number>;
}
