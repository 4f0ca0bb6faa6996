import { type Client, isGrpcServiceError } from '@temporalio/client';
import { fail } from '../../contracts/kernel/fail.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import { isGone } from '../history/workflow-runs.ts';

interface Run {
  workflowId: string;
  runId: string;
}

/** gRPC codes "invalid argument" and "failed precondition": the workflow moved on. */
const movedOn: ReadonlySet<number> = new Set([3, 9]);

/** Lets activities that wait for their next attempt run now, with their attempts counted anew. */
export const runNow = async (client: Client, execution: Run, activityIds: readonly string[]): Promise<void> => {
  const { namespace, identity } = client.options;
  for (const id of activityIds) {
    try {
      await client.workflowService.resetActivity({ namespace, execution, id, identity: identity ?? '' });
    } catch (error) {
      // It got through in the meantime, which is what was wanted.
      if (!isGone(error)) throw error;
    }
  }
};

/** Goes back to a workflow task; answers the new run. The same request again finds the run that the first one made. */
export const goBack = async (
  client: Client,
  workflowExecution: Run,
  { events, eventId, by }: { events: readonly HistoryEvent[]; eventId: number; by: string },
): Promise<string> => {
  const target = events.find((event) => Number(event.eventId) === eventId);
  try {
    const { runId } = await client.workflowService.resetWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution,
      ...(target?.eventId && { workflowTaskFinishEventId: target.eventId }),
      requestId: `retry/${workflowExecution.runId}/${eventId}`,
      reason: `retried by ${by}`,
    });
    return runId ?? '';
  } catch (error) {
    if (isGrpcServiceError(error) && movedOn.has(error.code)) throw fail('version_conflict', {}, { cause: error });
    throw error;
  }
};
