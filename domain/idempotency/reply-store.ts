/** Which write: a key counts per workspace and address (money-rules 12). */
export interface WriteKey {
  readonly workspaceId: string;
  /** Method and path. */
  readonly endpoint: string;
  readonly key: string;
}

export interface StoredReply {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: Uint8Array;
}

/** What became of a key: ours to run, running elsewhere, answered, or taken by a different request. */
export type Claim =
  | { readonly state: 'mine'; readonly owner: string }
  | { readonly state: 'running' }
  | { readonly state: 'other-request' }
  | { readonly state: 'answered'; readonly reply: StoredReply };

/** Remembers answers of writes, so that a write that is sent twice happens once. */
export interface ReplyStore {
  /** Exactly one of many parallel callers gets `mine`, until it answers, releases, or its lease ends with its process. */
  claim(write: WriteKey, requestHash: string): Promise<Claim>;
  /** Keeps a long-running write claimed. */
  renew(write: WriteKey, owner: string): Promise<void>;
  /** Keeps the answer for 24 hours. */
  answer(write: WriteKey, owner: string, reply: StoredReply): Promise<void>;
  /** Forgets a write that had no effect, so that the key may be used again. */
  release(write: WriteKey, owner: string): Promise<void>;
  /** Removes what is older than a day; returns how many. To be called now and then. */
  sweep(): Promise<number>;
}
