import type { Localized } from './locale.ts';

/** What every edge needs to know of an error (spec row B9): one row feeds REST, JSON-RPC, Temporal and sockets. */
export interface ErrorRow {
  /** HTTP status. */
  readonly status: number;
  /** JSON-RPC code. */
  readonly rpc: number;
  /** Whether the same request may succeed later without a change. */
  readonly retryable: boolean;
  readonly message: Localized;
  /** What a person can do next. */
  readonly recovery: Localized;
}
