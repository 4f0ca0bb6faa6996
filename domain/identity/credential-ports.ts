/** Slow, salted password hashes (argon2id). */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Costs the same for `null`, which stands for an unknown account, and is then false. */
  verify(password: string, hash: string | null): Promise<boolean>;
}

/** High-entropy secrets that are stored as SHA-256 only. */
export interface OneTimeSecrets {
  /** 256 bits from the system's generator, as base64url. */
  generate(): string;
  hash(secret: string): string;
  /** Constant time. */
  matches(secret: string, hash: string): boolean;
}

export interface UserClaims {
  readonly userId: string;
  readonly workspaceId: string;
  readonly sessionId: string;
  /** Generation of the refresh token it was issued with. */
  readonly generation: number;
}

export interface ServiceClaims {
  readonly accountId: string;
  readonly workspaceId: string;
  readonly secretVersion: number;
}

export interface SignedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export type Verified<T> = T & { readonly expiresAt: Date };

/** Short-lived bearer tokens. Each kind has its own key and audience, so none passes for another. Verifiers throw `invalid_token`. */
export interface AccessTokens {
  /** Same claims and `issuedAt`, same token. */
  signUser(claims: UserClaims, issuedAt: Date): SignedToken;
  signService(claims: ServiceClaims, issuedAt: Date): SignedToken;
  /** For an MCP client in a person's name, good at one address only (RFC 8707). */
  signClient(claims: UserClaims, resource: string, issuedAt: Date): SignedToken;
  /** For notices between our own processes; names nobody. */
  signInternal(): SignedToken;
  verifyUser(token: string): Verified<UserClaims>;
  verifyService(token: string): Verified<ServiceClaims>;
  verifyClient(token: string): Verified<UserClaims & { readonly resource: string }>;
  verifyInternal(token: string): void;
  /** The kind that the token says it is; says nothing of whether that is true. */
  claimedKind(token: string): 'user' | 'service' | 'client';
}

export interface RefreshTokenParts {
  readonly sessionId: string;
  readonly workspaceId: string;
  readonly generation: number;
}

/**
 * Refresh tokens carry a MAC, so an old one is recognised as once ours without being stored, and a guessed one can
 * never end somebody's session.
 */
export interface RefreshTokens {
  issue(parts: RefreshTokenParts): string;
  /** The one token that follows `token` for this salt. */
  successor(token: string, salt: string, parts: RefreshTokenParts): string;
  /** Throws `invalid_token` for what was never ours. */
  read(token: string): RefreshTokenParts;
}

export type Clock = () => Date;

/** Tokens against cross-site writes, bound to a session. */
export interface CsrfTokens {
  tokenFor(sessionId: string): string;
  /** Constant time. */
  matches(token: string, sessionId: string): boolean;
}
