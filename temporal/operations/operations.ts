import { type Client, isGrpcServiceError } from '@temporalio/client';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { WorkflowDetail, WorkflowSummary } from '../../contracts/operations.ts';
import type { WorkflowWatch } from '../history/watch-workflow.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import { describeNewest, isGone, readHistory } from '../history/workflow-runs.ts';
import { reach } from '../reach.ts';
import { workspaceOfAttributes } from '../search-attributes.ts';
import { listWorkflows, type Wanted } from './list-workflows.ts';
import { retryPointOf, type RetryPoint } from './retry-point.ts';
import type { Description } from './workflow-description.ts';
import { assess, type Health } from './workflow-health.ts';
import { type StepDetail, type StepRecord, stepsOf } from './workflow-steps.ts';

export type WorkflowSubject = NonNullable<WorkflowSummary['subject']>;

export interface OperationsDeps {
  client: Client;
  /** Name of a document or quote for a list; null when it is gone. */
  labelOf: (workspaceId: string, kind: WorkflowSubject['kind'], id: string) => Promise<string | null>;
  watch: Pick<WorkflowWatch, 'nudge'>;
  log: { info(fields: object, message: string): void };
  now: () => Date;
}

/** Who acts, and in which workspace: from a verified credential. */
export interface Operator {
  workspaceId: string;
  id: string;
  name: string;
}

/** Several calls to the server, on a machine that may be busy. */
const listTimeoutMs = 20_000;
const grpcInvalidState = new Set([3, 9]);

export type Operations = ReturnType<typeof createOperations>;

/** What an operator sees and does (spec row F2). Everything is limited to the caller's workspace. */
export const createOperations = ({ client, labelOf, watch, log, now }: OperationsDeps) => {
  const summarise = async (
    description: Description,
    assessed: Promise<Health> = assess(client, description, now()),
  ): Promise<WorkflowSummary> => {
    const { workflowId, runId, type, startTime, closeTime } = description;
    const { health, cause } = await assessed;
    return {
      workflowId,
      runId,
      type,
      health,
      cause,
      subject: await subjectOf(workflowId, workspaceOfAttributes(description.typedSearchAttributes) ?? ''),
      startedAt: startTime.toISOString(),
      closedAt: closeTime?.toISOString() ?? null,
    };
  };

  const subjectOf = async (workflowId: string, workspaceId: string): Promise<WorkflowSubject | null> => {
    const [, kind, id] = /^(document|quote)-((?:doc|quo)_\w+)$/.exec(workflowId) ?? [];
    if (!id || (kind !== 'document' && kind !== 'quote')) return null;
    const label = await labelOf(workspaceId, kind, id);
    return label === null ? null : { kind, id, label };
  };

  /** The newest run. Throws `workflow_not_found`, also for a workflow of another workspace. */
  const requireOwn = async (workspaceId: string, workflowId: string): Promise<Description> => {
    const description = await describeNewest(client, workflowId);
    if (!description || workspaceOfAttributes(description.typedSearchAttributes) !== workspaceId)
      throw fail('workflow_not_found');
    return description;
  };

  /** The run that the caller looked at. Throws `version_conflict` when there is a newer one. */
  const requireNewest = async (workspaceId: string, workflowId: string, runId: string): Promise<Description> => {
    const description = await requireOwn(workspaceId, workflowId);
    if (description.runId !== runId) throw fail('version_conflict');
    return description;
  };

  const look = async (
    description: Description,
  ): Promise<{ summary: WorkflowSummary; events: HistoryEvent[]; steps: StepRecord[]; retry: RetryPoint | null }> => {
    const { workflowId, runId, type, status, raw } = description;
    const isClosed = status.name !== 'RUNNING';
    const assessed = assess(client, description, now());
    const [summary, { codeFails }, events] = await Promise.all([
      summarise(description, assessed),
      assessed,
      readHistory(client, { workflowId, runId }),
    ]);
    const steps = stepsOf(runId, events, raw.pendingActivities ?? [], isClosed);
    return { summary, events, steps, retry: retryPointOf(events, steps, { isClosed, codeFails, type }) };
  };

  const detail = async (workspaceId: string, workflowId: string): Promise<WorkflowDetail> => {
    const { summary, steps, retry } = await look(await requireOwn(workspaceId, workflowId));
    return {
      ...summary,
      steps: steps.map(toDetail),
      retryFrom: retry?.retryFrom ?? null,
      willRunAgain: retry?.willRunAgain ?? [],
    };
  };

  const runNow = async (execution: { workflowId: string; runId: string }, activityIds: string[]): Promise<void> => {
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

  /** The same request again finds the run that the first one made. */
  const goBack = async (
    execution: { workflowId: string; runId: string },
    target: HistoryEvent,
    operator: Operator,
  ): Promise<string> => {
    try {
      const { runId } = await client.workflowService.resetWorkflowExecution({
        namespace: client.options.namespace,
        workflowExecution: execution,
        ...(target.eventId && { workflowTaskFinishEventId: target.eventId }),
        requestId: `retry/${execution.runId}/${target.eventId}`,
        reason: `retried by ${operator.id}`,
      });
      return runId ?? '';
    } catch (error) {
      if (isGrpcServiceError(error) && grpcInvalidState.has(Number(error.code)))
        throw fail('version_conflict', {}, { cause: error });
      throw error;
    }
  };

  return {
    /** Newest run of each workflow id. Throws `validation_error` for a foreign cursor, `service_unavailable`. */
    list: (
      workspaceId: string,
      page: { health: Wanted; cursor: string | undefined; limit: number },
    ): Promise<Page<WorkflowSummary>> =>
      reach(client, () => listWorkflows({ client, now, summarise }, workspaceId, page), listTimeoutMs),

    /** Throws `workflow_not_found`, `service_unavailable`. */
    get: (workspaceId: string, workflowId: string): Promise<WorkflowDetail> =>
      reach(client, () => detail(workspaceId, workflowId), listTimeoutMs),

    /** Runs the failed step again. Throws `version_conflict` for an old run, `workflow_not_retryable`. */
    retryStep: (operator: Operator, workflowId: string, runId: string): Promise<WorkflowDetail> =>
      reach(
        client,
        async () => {
          const { retry, events } = await look(await requireNewest(operator.workspaceId, workflowId, runId));
          if (!retry) throw fail('workflow_not_retryable');
          const execution = { workflowId, runId };
          const newRunId =
            retry.how === 'reset'
              ? await goBack(execution, eventWithId(events, retry.eventId), operator)
              : await runNow(execution, retry.activityIds);
          const { retryFrom, willRunAgain } = retry;
          log.info({ workflowId, runId, newRunId, retryFrom, willRunAgain, operator }, 'operator retried a step');
          watch.nudge(workflowId);
          return await detail(operator.workspaceId, workflowId);
        },
        listTimeoutMs,
      ),

    /** Asks a running workflow to stop and clean up. Throws `version_conflict` when it is over or there is a newer run. */
    cancel: (operator: Operator, workflowId: string, runId: string): Promise<WorkflowDetail> =>
      reach(
        client,
        async () => {
          const description = await requireNewest(operator.workspaceId, workflowId, runId);
          if (description.status.name !== 'RUNNING') throw fail('version_conflict');
          await client.workflow.getHandle(workflowId, runId).cancel();
          log.info({ workflowId, runId, operator }, 'operator cancelled a workflow');
          return await detail(operator.workspaceId, workflowId);
        },
        listTimeoutMs,
      ),
  };
};

const toDetail = ({
  kind: _kind,
  begunAt: _begun,
  endedAt: _ended,
  decidedAt: _decided,
  activityId: _id,
  ...step
}: StepRecord): StepDetail => step;

const eventWithId = (events: readonly HistoryEvent[], id: number): HistoryEvent => {
  const event = events.find(({ eventId }) => Number(eventId) === id);
  if (!event) throw new Error(`event ${id} is not in the history`);
  return event;
};
