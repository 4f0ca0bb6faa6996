import type { WorkflowExecutionDescription } from '@temporalio/client';

/** What the server says of a workflow right now. */
export type Description = WorkflowExecutionDescription;

/** A step under way, with its attempts; these are not in the history. */
export type PendingActivity = NonNullable<Description['raw']['pendingActivities']>[number];
