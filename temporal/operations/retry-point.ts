import type { HistoryEvent, RawFailure } from '../history/history-event.ts';
import type { StepRecord } from './workflow-steps.ts';

/** What "retry" does for a workflow as it stands. */
export type RetryPoint =
  /** Let steps that wait for their next attempt run now. */
  | { how: 'run-now'; activityIds: string[]; retryFrom: string; willRunAgain: string[] }
  /** Go back to the workflow task with this event id, which decided on the step. */
  | { how: 'reset'; eventId: number; retryFrom: string; willRunAgain: string[] };

interface Standing {
  isClosed: boolean;
  /** The workflow's own code fails again and again. */
  codeFails: boolean;
  type: string;
}

/** Whoever waited for these has had their answer: running a step again would tell nobody. */
const answeredOnce: ReadonlySet<string> = new Set(['callTool', 'testConnection']);

/** Where a retry begins and what runs again; null when nothing failed (spec row F2). */
export const retryPointOf = (
  events: readonly HistoryEvent[],
  steps: readonly StepRecord[],
  { isClosed, codeFails, type }: Standing,
): RetryPoint | null => {
  if (isClosed) return answeredOnce.has(type) ? null : resetBefore(culpritOf(events, steps), steps);
  const retrying = steps.filter((step) => step.activityId !== null);
  const [first] = retrying;
  if (first)
    return {
      how: 'run-now',
      activityIds: retrying.flatMap(({ activityId }) => activityId ?? []),
      retryFrom: first.step,
      willRunAgain: namesOf(retrying),
    };
  return codeFails ? resetToLastTask(events, steps, type) : null;
};

const resetBefore = (culprit: StepRecord | undefined, steps: readonly StepRecord[]): RetryPoint | null => {
  if (!culprit?.decidedAt) return null;
  const { decidedAt } = culprit;
  // Steps after the failure only answered it; they run again if it fails again.
  const failedAt = culprit.endedAt ?? Number.POSITIVE_INFINITY;
  const again = steps.filter((step) => step.begunAt < failedAt && runsAgain(step, decidedAt));
  return { how: 'reset', eventId: decidedAt, retryFrom: culprit.step, willRunAgain: namesOf(again) };
};

/** The last task that the code got through: what it decided is decided again by the code that runs now. */
const resetToLastTask = (
  events: readonly HistoryEvent[],
  steps: readonly StepRecord[],
  type: string,
): RetryPoint | null => {
  const last = events.findLast((event) => event.workflowTaskCompletedEventAttributes);
  if (!last) return null;
  const eventId = Number(last.eventId);
  const again = steps.filter((step) => runsAgain(step, eventId));
  return { how: 'reset', eventId, retryFrom: again[0]?.step ?? type, willRunAgain: namesOf(again) };
};

/** What was decided from this task on, and activities that had begun before but were not done. */
const runsAgain = ({ kind, decidedAt, endedAt }: StepRecord, eventId: number): boolean =>
  decidedAt !== null && (decidedAt >= eventId || (kind === 'activity' && (endedAt ?? eventId + 1) > eventId));

/** The step whose failure ended the workflow; for one that was ended from outside, the first step that was open. */
const culpritOf = (events: readonly HistoryEvent[], steps: readonly StepRecord[]): StepRecord | undefined => {
  const close = events.at(-1);
  const failure = close?.workflowExecutionFailedEventAttributes?.failure;
  if (failure) {
    const begunAt = originOf(failure);
    return (
      steps.find((step) => step.begunAt === begunAt) ??
      steps.findLast(({ state }) => state === 'failed' || state === 'timed_out')
    );
  }
  const wasEnded = close?.workflowExecutionTerminatedEventAttributes ?? close?.workflowExecutionTimedOutEventAttributes;
  return wasEnded ? steps.find(({ endedAt, decidedAt }) => endedAt === null && decidedAt !== null) : undefined;
};

const originOf = (failure: RawFailure): number | null => {
  for (let each: RawFailure | null | undefined = failure; each; each = each.cause) {
    const id = each.activityFailureInfo?.scheduledEventId ?? each.childWorkflowExecutionFailureInfo?.initiatedEventId;
    if (id) return Number(id);
  }
  return null;
};

const namesOf = (steps: readonly StepRecord[]): string[] => [...new Set(steps.map(({ step }) => step))];
