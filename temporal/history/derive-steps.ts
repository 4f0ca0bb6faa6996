import type { EventData } from '../../contracts/events.ts';
import { type ExplainedFailure, explainFailure } from './explain-failure.ts';
import { type HistoryEvent, toDate } from './history-event.ts';

export interface DerivedStep extends Pick<EventData<'workflow_progress'>, 'step' | 'state' | 'attempt' | 'message'> {
  at: Date;
  /** The same for every event of one step: id of the event it began with, or `workflow` for the workflow itself. */
  ref: string;
  eventId: number;
  failure: ExplainedFailure | null;
}

type Said = Omit<DerivedStep, 'at' | 'eventId'>;

/** What a later event of the same step refers to. */
interface Begun {
  step: string;
  attempt: number;
}

export interface StepReader {
  /** Steps of events that were not read before; the same events again give nothing. */
  read(events: readonly HistoryEvent[]): DerivedStep[];
  /** Run that wrote the first event of this history; runs made by a reset share it. */
  readonly origin: string | null;
}

/**
 * Reads the history of one run in order and says what each event means for a step. A run that a reset made begins with
 * a copy of the run before it; `skipCopied` leaves that part out, because the run before told it already.
 */
export const createStepReader = (runId: string, skipCopied: (origin: string) => boolean): StepReader => {
  const begun = new Map<string, Begun>();
  let lastEventId = 0;
  let origin: string | null = null;
  let copied = false;

  const readOne = (event: HistoryEvent): DerivedStep | null => {
    lastEventId = Number(event.eventId);
    const started = event.workflowExecutionStartedEventAttributes;
    if (started) {
      origin = started.originalExecutionRunId ?? runId;
      copied = origin !== runId && skipCopied(origin);
    }
    const said = sayOfWorkflow(event, begun) ?? sayOfActivity(event, begun) ?? sayOfOther(event, begun);
    if (copied) {
      if (event.workflowTaskFailedEventAttributes?.newRunId === runId) copied = false;
      return null;
    }
    return said && { ...said, eventId: lastEventId, at: toDate(event.eventTime) ?? new Date(0) };
  };

  return {
    read: (events) => events.flatMap((event) => (Number(event.eventId) > lastEventId ? (readOne(event) ?? []) : [])),
    get origin() {
      return origin;
    },
  };
};

/** Stands for the workflow itself where steps are referred to. */
export const workflowRef = 'workflow';

const sayOfWorkflow = (event: HistoryEvent, begun: Map<string, Begun>): Said | null => {
  const started = event.workflowExecutionStartedEventAttributes;
  if (started) {
    const name = started.workflowType?.name ?? workflowRef;
    return remember(begun, workflowRef, { step: name, attempt: started.attempt || 1 }, 'started');
  }
  if (event.workflowExecutionCompletedEventAttributes || event.workflowExecutionContinuedAsNewEventAttributes)
    return follow(begun, workflowRef, 'completed');
  const failed = event.workflowExecutionFailedEventAttributes;
  if (failed) return follow(begun, workflowRef, 'failed', explainFailure(failed.failure));
  if (event.workflowExecutionCanceledEventAttributes) return follow(begun, workflowRef, 'cancelled');
  if (event.workflowExecutionTerminatedEventAttributes)
    return follow(
      begun,
      workflowRef,
      'cancelled',
      null,
      event.workflowExecutionTerminatedEventAttributes.reason || null,
    );
  if (event.workflowExecutionTimedOutEventAttributes) return follow(begun, workflowRef, 'timed_out');
  return null;
};

const sayOfActivity = (event: HistoryEvent, begun: Map<string, Begun>): Said | null => {
  const scheduled = event.activityTaskScheduledEventAttributes;
  if (scheduled)
    return remember(begun, event.eventId, { step: scheduled.activityType?.name ?? '', attempt: 1 }, 'scheduled');
  const started = event.activityTaskStartedEventAttributes;
  if (started) {
    const step = begun.get(String(started.scheduledEventId))?.step ?? '';
    return remember(begun, started.scheduledEventId, { step, attempt: started.attempt || 1 }, 'started');
  }
  const completed = event.activityTaskCompletedEventAttributes;
  if (completed) return follow(begun, completed.scheduledEventId, 'completed');
  const failed = event.activityTaskFailedEventAttributes;
  if (failed) return follow(begun, failed.scheduledEventId, 'failed', explainFailure(failed.failure));
  const timedOut = event.activityTaskTimedOutEventAttributes;
  if (timedOut) return follow(begun, timedOut.scheduledEventId, 'timed_out', explainFailure(timedOut.failure));
  const cancelled = event.activityTaskCanceledEventAttributes;
  return cancelled ? follow(begun, cancelled.scheduledEventId, 'cancelled') : null;
};

/** Child workflows and updates. */
const sayOfOther = (event: HistoryEvent, begun: Map<string, Begun>): Said | null => {
  const initiated = event.startChildWorkflowExecutionInitiatedEventAttributes;
  if (initiated)
    return remember(begun, event.eventId, { step: initiated.workflowType?.name ?? '', attempt: 1 }, 'scheduled');
  const notStarted = event.startChildWorkflowExecutionFailedEventAttributes;
  if (notStarted) return follow(begun, notStarted.initiatedEventId, 'failed', null, 'It was there already.');
  const started = event.childWorkflowExecutionStartedEventAttributes;
  if (started) return follow(begun, started.initiatedEventId, 'started');
  const completed = event.childWorkflowExecutionCompletedEventAttributes;
  if (completed) return follow(begun, completed.initiatedEventId, 'completed');
  const failed = event.childWorkflowExecutionFailedEventAttributes;
  if (failed) return follow(begun, failed.initiatedEventId, 'failed', explainFailure(failed.failure));
  const cancelled =
    event.childWorkflowExecutionCanceledEventAttributes ?? event.childWorkflowExecutionTerminatedEventAttributes;
  if (cancelled) return follow(begun, cancelled.initiatedEventId, 'cancelled');
  const timedOut = event.childWorkflowExecutionTimedOutEventAttributes;
  return timedOut ? follow(begun, timedOut.initiatedEventId, 'timed_out') : sayOfUpdate(event, begun);
};

const sayOfUpdate = (event: HistoryEvent, begun: Map<string, Begun>): Said | null => {
  const admitted = event.workflowExecutionUpdateAdmittedEventAttributes;
  if (admitted) {
    // A reset brings updates along this way; they are told once they are accepted again.
    begun.set(String(event.eventId), { step: admitted.request?.input?.name ?? 'update', attempt: 1 });
    return null;
  }
  const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
  if (accepted) {
    const brought = begun.get(String(accepted.acceptedRequestSequencingEventId))?.step;
    const step = accepted.acceptedRequest?.input?.name ?? brought ?? 'update';
    return remember(begun, event.eventId, { step, attempt: 1 }, 'started');
  }
  const completed = event.workflowExecutionUpdateCompletedEventAttributes;
  if (!completed) return null;
  const { failure } = completed.outcome ?? {};
  return failure
    ? follow(begun, completed.acceptedEventId, 'failed', explainFailure(failure))
    : follow(begun, completed.acceptedEventId, 'completed');
};

type EventId = HistoryEvent['eventId'] | string;

const remember = (begun: Map<string, Begun>, id: EventId, what: Begun, state: Said['state']): Said => {
  begun.set(String(id), what);
  return { ...what, ref: String(id), state, message: null, failure: null };
};

/** A later event of something that began; an unknown beginning, such as one copied in part, is not told. */
const follow = (
  begun: Map<string, Begun>,
  id: EventId,
  state: Said['state'],
  failure: ExplainedFailure | null = null,
  message: string | null = failure?.message ?? null,
): Said | null => {
  const what = begun.get(String(id));
  return what ? { ...what, ref: String(id), state, message, failure } : null;
};
