import type { Identity } from '../../../contracts/access.ts';
import type { Page } from '../../../contracts/kernel/page.ts';
import type { McpLogEntry, McpTask } from '../../../contracts/mcp-calls.ts';

/** What the workflow of a task still has to be told: the outbox of the task. */
export type TaskErrand = 'wake' | 'cancel';

/** A durable call as it is stored. What the caller sent, and what was asked and answered, is sealed. */
export interface TaskRecord extends Omit<McpTask, 'result' | 'inputRequests' | 'messages' | 'error'> {
  readonly workspaceId: string;
  readonly owner: Pick<Identity, 'kind' | 'id' | 'sessionId'>;
  readonly client: string | null;
  readonly era: McpLogEntry['era'];
  readonly locale: 'en' | 'de';
  readonly correlationId: string;
  /** The session whose own process a server with `sharing: session` runs the call in; null: the shared one. */
  readonly sessionKey?: string | null;
  /** Narrowed to one server, as by `/mcp_proxy/:server`; the tool then has its own name. */
  readonly server: string | null;
  /** The tool says that nothing happens twice when it is called twice. */
  readonly repeatable: boolean;
  readonly sealedArguments: string;
  /** What the caller said beside the call, for the request log. */
  readonly sealedContext: string | null;
  /** Sealed `TaskInputs`; null while nothing was asked. */
  readonly sealedInputs: string | null;
  /** Sealed `ToolMessage`s; null while nothing was said. */
  readonly sealedMessages: string | null;
  readonly error: NonNullable<McpTask['error']> | null;
  readonly hasResult: boolean;
  /** How often the call was begun anew; part of the key under which its server keeps it. */
  readonly round: number;
  /** The round that may have reached the server; 0 none. */
  readonly sentRound: number;
  /** See `TaskPiece`. */
  readonly worksOn: string | null;
  readonly version: number;
  readonly errand: TaskErrand | null;
  /** New with every errand. */
  readonly errandKey: string;
}

/** What the server asked during the call, and what was answered and not yet handed over. */
export type TaskInputs = Readonly<
  Record<string, { method: string; params: Record<string, unknown>; answer: Record<string, unknown> | null }>
>;

export type TaskChange = Partial<
  Pick<
    TaskRecord,
    | 'status'
    | 'statusMessage'
    | 'progress'
    | 'sealedInputs'
    | 'sealedMessages'
    | 'error'
    | 'hasResult'
    | 'round'
    | 'sentRound'
    | 'worksOn'
    | 'endedAt'
    | 'errand'
  >
>;

export interface TaskStore {
  insert(record: TaskRecord): Promise<void>;
  find(workspaceId: string, taskId: string): Promise<TaskRecord | null>;
  /** Of one owner, newest first. */
  list(
    workspaceId: string,
    ownerId: string,
    page: { cursor?: string | undefined; limit: number; status?: McpTask['status'] | undefined },
  ): Promise<Page<TaskRecord>>;
  /** One atomic write to a task that is not over; null when it is, or when `version` is not the newest. */
  change(workspaceId: string, taskId: string, change: TaskChange, version?: number): Promise<TaskRecord | null>;
  /** The errand of this key is done; another one that came meanwhile stays. */
  noteErrandDone(workspaceId: string, taskId: string, errandKey: string): Promise<void>;
  /** Across workspaces, for the outbox. */
  pendingErrands(limit: number): Promise<TaskRecord[]>;
  /** Deletes what ended before; across workspaces. */
  deleteEndedBefore(instant: Date, limit: number): Promise<Pick<TaskRecord, 'workspaceId' | 'id'>[]>;
}

/** Results, sealed by whoever puts them there: too large for the record. */
export interface TaskResults {
  put(task: Pick<TaskRecord, 'workspaceId' | 'id'>, sealed: Uint8Array): Promise<void>;
  get(task: Pick<TaskRecord, 'workspaceId' | 'id'>): Promise<Uint8Array | null>;
  remove(task: Pick<TaskRecord, 'workspaceId' | 'id'>): Promise<void>;
}

/** Authenticated encryption of JSON values. */
export interface JsonSealer {
  seal(value: unknown): Uint8Array;
  open(sealed: Uint8Array): unknown;
  /** The same as text, for fields of a record. */
  sealText(value: unknown): string;
  openText(sealed: string): unknown;
}

export const isOver = ({ status }: Pick<TaskRecord, 'status'>): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';
