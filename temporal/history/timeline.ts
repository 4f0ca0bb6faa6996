import type { EventEnvelope } from '../../contracts/events.ts';
import { createStepReader, type StepReader } from './derive-steps.ts';
import type { HistoryEvent } from './history-event.ts';

/**
 * The `workflow_progress` events of one workflow id, derived from its histories run after run. A new run, be it from a
 * retry (reset) or from a new start, continues the numbering of the runs before it, so `seq` never goes back and the
 * same histories always give the same numbers: nothing is stored. Once retention has removed an old run, its events are
 * gone and numbering begins with the oldest run that is left.
 */
export interface Timeline {
  readonly events: readonly EventEnvelope[];
  /** Adds what a run's events say that is new. Runs are added oldest first, each in order. */
  add(runId: string, history: readonly HistoryEvent[]): EventEnvelope[];
  has(runId: string): boolean;
}

export const createTimeline = (workflowId: string): Timeline => {
  const events: EventEnvelope[] = [];
  const readers = new Map<string, StepReader>();

  const readerOf = (runId: string): StepReader => {
    const known = readers.get(runId);
    if (known) return known;
    const earlier = [...readers.values()];
    const reader = createStepReader(runId, (origin) => earlier.some((each) => each.origin === origin));
    readers.set(runId, reader);
    return reader;
  };

  return {
    events,
    add: (runId, history) => {
      const added = readerOf(runId)
        .read(history)
        .map(({ at, step, state, attempt, message }, index): EventEnvelope => ({
          type: 'workflow_progress',
          data: { workflowId, step, state, attempt, message },
          timestamp: at.toISOString(),
          session_id: `workflow:${workflowId}`,
          seq: events.length + index + 1,
        }));
      events.push(...added);
      return added;
    },
    has: (runId) => readers.has(runId),
  };
};
