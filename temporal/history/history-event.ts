import type { WorkflowService } from '@temporalio/client';

type HistoryReply = Awaited<ReturnType<WorkflowService['getWorkflowExecutionHistory']>>;

/** One event of a workflow's history, as the server sends it. */
export type HistoryEvent = NonNullable<NonNullable<HistoryReply['history']>['events']>[number];

/** Why something failed, as the server keeps it: a chain, the innermost cause last. */
export type RawFailure = NonNullable<NonNullable<HistoryEvent['activityTaskFailedEventAttributes']>['failure']>;

type Timestamp = NonNullable<HistoryEvent['eventTime']>;

/** A moment of the wire protocol as a date; null stays null. */
export const toDate = (timestamp: Timestamp | null | undefined): Date | null =>
  timestamp ? new Date(Number(timestamp.seconds ?? 0) * 1_000 + Math.floor((timestamp.nanos ?? 0) / 1_000_000)) : null;
