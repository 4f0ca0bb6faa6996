/** One person's sign-in at one server elsewhere. */
export interface AuthorizationRecord {
  readonly id: string;
  readonly workspaceId: string;
  readonly userId: string;
  /** Address of the server, as its record has it. */
  readonly url: string;
  /** Registration, tokens and, on the way, the PKCE verifier: AES-GCM. */
  readonly sealed: string;
  /** SHA-256 of the `state` of the sign-in that is on its way. */
  readonly pendingHash: string | null;
  readonly pendingUntil: Date | null;
  readonly isAuthorized: boolean;
  readonly scope: string | null;
  /** What the server asked for beyond that (HTTP 403 `insufficient_scope`); the next sign-in asks for it. */
  readonly wantedScope: string | null;
  readonly authorizedAt: Date | null;
  /** Somebody exchanges the refresh token until then. */
  readonly refreshingUntil: Date | null;
  readonly revision: number;
}

export interface AuthorizationStore {
  find(workspaceId: string, userId: string, url: string): Promise<AuthorizationRecord | null>;
  findPending(workspaceId: string, userId: string, pendingHash: string): Promise<AuthorizationRecord | null>;
  list(workspaceId: string, userId: string): Promise<AuthorizationRecord[]>;
  /** Addresses that anybody of the workspace signed in at. */
  urls(workspaceId: string): Promise<string[]>;
  /** False when there is one already. */
  insert(record: AuthorizationRecord): Promise<boolean>;
  /** Changes that revision only and raises it; null when somebody was faster. */
  change(
    record: Pick<AuthorizationRecord, 'workspaceId' | 'id' | 'revision'>,
    change: Partial<Omit<AuthorizationRecord, 'id' | 'workspaceId' | 'userId' | 'url' | 'revision'>>,
  ): Promise<AuthorizationRecord | null>;
  delete(workspaceId: string, userId: string, id: string): Promise<boolean>;
}
