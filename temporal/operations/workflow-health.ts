import type { Client } from '@temporalio/client';
import type { WorkflowHealth } from '../../contracts/operations.ts';
import { explainFailure, wordsOf } from '../history/explain-failure.ts';
import { type HistoryEvent, toDate } from '../history/history-event.ts';
import type { Description, PendingActivity } from './workflow-description.ts';

export interface Health {
  health: WorkflowHealth;
  /** Plain sentence; null while nothing is wrong. */
  cause: string | null;
  /** The workflow's own code fails again and again, so no step can help it on. */
  codeFails: boolean;
}

/** From this attempt on, a step that is tried again counts as a problem (spec row F2). */
const stuckFromAttempt = 3;
/** Work that nobody took for this long has no worker. */
const untakenMs = 60_000;
/** `temporal.api.enums.v1`, fixed by the wire protocol. */
const wire = { activityScheduled: 1, nonDeterministic: 24, resetWorkflow: 20 } as const;

const closedHealth: Readonly<Record<string, WorkflowHealth>> = {
  COMPLETED: 'completed',
  CONTINUED_AS_NEW: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
};

/** How a workflow is doing and why, in words. */
export const assess = async (client: Client, description: Description, now: Date): Promise<Health> => {
  const closed = closedHealth[description.status.name];
  if (closed) return { health: closed, cause: await causeOfEnd(client, description, closed), codeFails: false };
  const pending = description.raw.pendingActivities ?? [];
  const retrying = pending.find(({ attempt }) => (attempt ?? 1) >= stuckFromAttempt);
  if (retrying) return stuck(causeOfRetrying(retrying));
  if (codeFails(description)) return { ...stuck(await causeOfCode(client, description)), codeFails: true };
  const untaken = untakenStep(description, pending, now);
  return untaken
    ? stuck(`No worker has taken ${untaken} for over a minute.`)
    : { health: 'running', cause: null, codeFails: false };
};

const stuck = (cause: string): Health => ({ health: 'stuck', cause, codeFails: false });

/** The server says so after a few failures; before that, the attempt does. */
const codeFails = ({ raw }: Description): boolean => {
  const reported = raw.workflowExecutionInfo?.searchAttributes?.indexedFields?.['TemporalReportedProblems'];
  return reported?.data?.length ? true : (raw.pendingWorkflowTask?.attempt ?? 1) >= stuckFromAttempt;
};

const causeOfRetrying = ({ lastFailure, activityType }: PendingActivity): string =>
  explainFailure(lastFailure, activityType?.name ?? undefined).message;

/** The first failure of a task is in the history; those after it are not, and say the same. */
const causeOfCode = async (client: Client, { workflowId, runId }: Description): Promise<string> => {
  const newest = await newestEvents(client, { workflowId, runId }, 20);
  for (const { workflowTaskFailedEventAttributes: failed, workflowTaskTimedOutEventAttributes: late } of newest) {
    if (late) return 'The worker stopped answering while it ran the workflow’s code.';
    if (!failed || Number(failed.cause) === wire.resetWorkflow) continue;
    if (Number(failed.cause) === wire.nonDeterministic)
      return 'The workflow’s code has changed and no longer fits what this run has done already (non-determinism).';
    return `The workflow’s code fails: ${(failed.failure?.message ?? 'no message').slice(0, 300)}`;
  }
  return 'The workflow’s code fails.';
};

const newestEvents = async (
  client: Client,
  execution: { workflowId: string; runId: string },
  maximumPageSize: number,
): Promise<readonly HistoryEvent[]> => {
  const { namespace } = client.options;
  const call = { namespace, execution, maximumPageSize };
  return (await client.workflowService.getWorkflowExecutionHistoryReverse(call)).history?.events ?? [];
};

/** Only ends that somebody should look into have a cause. */
const causeOfEnd = async (
  client: Client,
  { workflowId, runId }: Description,
  health: WorkflowHealth,
): Promise<string | null> => {
  if (health === 'timed_out') return 'The workflow took longer than it may.';
  if (health !== 'failed' && health !== 'terminated') return null;
  const [close] = await newestEvents(client, { workflowId, runId }, 1);
  return causeOfClose(close);
};

const causeOfClose = (close: HistoryEvent | undefined): string => {
  const terminated = close?.workflowExecutionTerminatedEventAttributes;
  if (terminated) return `It was ended by force: ${terminated.reason || 'no reason given'}`;
  return explainFailure(close?.workflowExecutionFailedEventAttributes?.failure).message;
};

const untakenStep = ({ raw }: Description, pending: readonly PendingActivity[], now: Date): string | null => {
  const isOld = (since: Date | null): boolean => since !== null && now.getTime() - since.getTime() > untakenMs;
  const task = raw.pendingWorkflowTask;
  if (task && !task.startedTime && isOld(toDate(task.scheduledTime))) return 'the workflow';
  const activity = pending.find(
    ({ state, attempt, scheduledTime }) =>
      Number(state) === wire.activityScheduled && (attempt ?? 1) === 1 && isOld(toDate(scheduledTime)),
  );
  return activity ? `the step “${wordsOf(activity.activityType?.name ?? '')}”` : null;
};
