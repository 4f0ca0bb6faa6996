import type { WorkflowDetail } from '../../contracts/operations.ts';
import { createStepReader, type DerivedStep, workflowRef } from '../history/derive-steps.ts';
import { explainFailure } from '../history/explain-failure.ts';
import { type HistoryEvent, toDate } from '../history/history-event.ts';
import type { PendingActivity } from './workflow-description.ts';

export type StepDetail = WorkflowDetail['steps'][number];

/** A step with what a retry has to know of it. Numbers are event ids. */
export interface StepRecord extends StepDetail {
  kind: 'activity' | 'other';
  begunAt: number;
  endedAt: number | null;
  /** The workflow task that decided on this step: going back to it runs the step again. */
  decidedAt: number | null;
  /** A child workflow that lives on when this one ends. */
  isHandedOver: boolean;
  /** Set while the server tries the step again and again. */
  activityId: string | null;
}

/** `temporal.api.enums.v1`, fixed by the wire protocol. */
const wire = { activityStarted: 2, abandonChild: 2 } as const;

/** The steps of a run in the order they began. `pending` brings attempts and retries, which are not in the history. */
export const stepsOf = (
  runId: string,
  events: readonly HistoryEvent[],
  pending: readonly PendingActivity[],
  isClosed: boolean,
): StepRecord[] => {
  const records = new Map<string, StepRecord>();
  for (const said of createStepReader(runId, () => false).read(events)) {
    if (said.ref === workflowRef) continue;
    records.set(said.ref, advance(records.get(said.ref), said));
  }
  for (const event of events) {
    const record = records.get(String(event.eventId));
    if (record) Object.assign(record, originOf(event, pending));
  }
  // What was open when the workflow ended went with it, but for a child that was only to be started.
  if (isClosed)
    for (const record of records.values())
      if (record.state === 'pending' || record.state === 'running')
        record.state = record.isHandedOver && record.startedAt ? 'completed' : 'cancelled';
  return [...records.values()];
};

const advance = (known: StepRecord | undefined, said: DerivedStep): StepRecord => {
  const at = said.at.toISOString();
  const record: StepRecord = known ?? {
    step: said.step,
    state: 'pending',
    attempt: said.attempt,
    startedAt: null,
    closedAt: null,
    lastFailure: null,
    nextRetryAt: null,
    kind: 'other',
    begunAt: said.eventId,
    endedAt: null,
    decidedAt: null,
    isHandedOver: false,
    activityId: null,
  };
  const attempt = { ...record, attempt: said.attempt, lastFailure: said.failure ?? record.lastFailure };
  if (said.state === 'scheduled') return { ...attempt, state: 'pending' };
  if (said.state === 'started') return { ...attempt, state: 'running', startedAt: at };
  return { ...attempt, state: said.state, closedAt: at, endedAt: said.eventId };
};

const originOf = (event: HistoryEvent, pending: readonly PendingActivity[]): Partial<StepRecord> => {
  const scheduled = event.activityTaskScheduledEventAttributes;
  const child = event.startChildWorkflowExecutionInitiatedEventAttributes;
  const decided = (scheduled ?? child)?.workflowTaskCompletedEventId;
  const waiting = scheduled && pending.find(({ activityId }) => activityId === scheduled.activityId);
  return {
    kind: scheduled ? 'activity' : 'other',
    decidedAt: decided ? Number(decided) : null,
    isHandedOver: Number(child?.parentClosePolicy) === wire.abandonChild,
    ...(waiting && pendingDetail(waiting)),
  };
};

const pendingDetail = (activity: PendingActivity): Partial<StepRecord> => {
  const attempt = activity.attempt ?? 1;
  const isStarted = Number(activity.state) === wire.activityStarted;
  const nextRetryAt = attempt > 1 && !isStarted ? toDate(activity.nextAttemptScheduleTime) : null;
  const state = isStarted ? 'running' : 'pending';
  return {
    attempt,
    state: attempt > 1 && !isStarted ? 'retrying' : state,
    startedAt: toDate(activity.lastStartedTime)?.toISOString() ?? null,
    lastFailure: activity.lastFailure
      ? explainFailure(activity.lastFailure, activity.activityType?.name ?? undefined)
      : null,
    nextRetryAt: nextRetryAt?.toISOString() ?? null,
    activityId: activity.lastFailure ? (activity.activityId ?? null) : null,
  };
};
