import type { Page } from '../../../contracts/kernel/page.ts';
import type { McpLogEntry } from '../../../contracts/mcp-calls.ts';

/** One logged request as it is stored: nothing in it is secret, as far as names and shapes tell. */
export interface LogRecord extends McpLogEntry {
  readonly workspaceId: string;
  readonly argumentsJson: string;
  readonly resultJson: string;
  readonly contextJson: string | null;
  /** Arguments or result were cut. */
  readonly truncated: boolean;
  readonly argumentsTruncated: boolean;
  /** The arguments held a secret. */
  readonly redacted: boolean;
}

export interface LogFilter {
  readonly search?: string | undefined;
  readonly server?: string | undefined;
  readonly target?: string | undefined;
  readonly outcome?: McpLogEntry['outcome'] | undefined;
  /** Id of a user or service account. */
  readonly caller?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What charts are made from. */
export interface LogPoint extends Pick<
  McpLogEntry,
  'caller' | 'serverName' | 'method' | 'target' | 'outcome' | 'durationMs'
> {
  readonly atMs: number;
}

export interface RequestLogStore {
  /** Records that are there already stay as they are, so that a batch may be sent again. */
  insertMany(records: readonly LogRecord[]): Promise<void>;
  list(
    workspaceId: string,
    filter: LogFilter & { cursor?: string | undefined; limit: number },
  ): Promise<Page<McpLogEntry>>;
  find(workspaceId: string, entryId: string): Promise<LogRecord | null>;
  /** Newest first, at most `limit`. */
  points(workspaceId: string, filter: LogFilter, limit: number): Promise<LogPoint[]>;
  /** In every workspace; answers how many went. */
  deleteBefore(instant: Date): Promise<number>;
}
