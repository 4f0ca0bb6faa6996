import type { Client } from '@temporalio/client';
import { fail } from '../../contracts/kernel/fail.ts';
import type { WorkflowDetail, WorkflowSubjectKind, WorkflowSummary } from '../../contracts/operations.ts';
import type { HistoryEvent } from '../history/history-event.ts';
import { describeNewest, readHistory } from '../history/workflow-runs.ts';
import { workspaceOfAttributes } from '../search-attributes.ts';
import { retryPointOf, type RetryPoint } from './retry-point.ts';
import type { Description } from './workflow-description.ts';
import { assess, type Health } from './workflow-health.ts';
import { subjectOfWorkflow } from './subject-of-workflow.ts';
import { type StepDetail, type StepRecord, stepsOf } from './workflow-steps.ts';

export type WorkflowSubject = NonNullable<WorkflowSummary['subject']>;

export interface ViewDeps {
  client: Client;
  /** Name of a subject for a list; null when it is gone. */
  labelOf: (workspaceId: string, kind: WorkflowSubjectKind, id: string) => Promise<string | null>;
  /** Why the work failed although its workflow came to its end, as a deployment that was taken back; null when it did not. */
  causeOf?: (workspaceId: string, kind: WorkflowSubjectKind, id: string) => Promise<string | null>;
  now: () => Date;
}

/** A workflow as it stands, with what a retry has to know. */
export interface WorkflowView {
  detail: WorkflowDetail;
  events: readonly HistoryEvent[];
  retry: RetryPoint | null;
}

/** Workflows in the words of the operator's console. */
export const createWorkflowView = ({ client, labelOf, causeOf, now }: ViewDeps) => {
  const summarise = async (
    description: Description,
    assessed: Promise<Health> = assess(client, description, now()),
  ): Promise<WorkflowSummary> => {
    const { workflowId, runId, type, startTime, closeTime } = description;
    const workspaceId = workspaceOfAttributes(description.typedSearchAttributes) ?? '';
    const [{ health, cause }, subject] = await Promise.all([assessed, subjectOf(workspaceId, workflowId)]);
    const failedFor =
      health === 'completed' && subject && causeOf ? await causeOf(workspaceId, subject.kind, subject.id) : null;
    const times = { startedAt: startTime.toISOString(), closedAt: closeTime?.toISOString() ?? null };
    const standing = failedFor === null ? { health, cause } : { health: 'failed' as const, cause: failedFor };
    return { workflowId, runId, type, ...standing, subject, ...times };
  };

  const subjectOf = async (workspaceId: string, workflowId: string): Promise<WorkflowSubject | null> => {
    const subject = subjectOfWorkflow(workflowId);
    const label = subject && (await labelOf(workspaceId, subject.kind, subject.id));
    return subject === null || label === null ? null : { ...subject, label };
  };

  return {
    summarise,

    /** The newest run. Throws `workflow_not_found`, also for a workflow of another workspace. */
    requireOwn: async (workspaceId: string, workflowId: string): Promise<Description> => {
      const description = await describeNewest(client, workflowId);
      if (!description || workspaceOfAttributes(description.typedSearchAttributes) !== workspaceId)
        throw fail('workflow_not_found');
      return description;
    },

    view: async (description: Description): Promise<WorkflowView> => {
      const { workflowId, runId, type, status, raw } = description;
      const isClosed = status.name !== 'RUNNING';
      const assessed = assess(client, description, now());
      const [summary, { codeFails }, events] = await Promise.all([
        summarise(description, assessed),
        assessed,
        readHistory(client, { workflowId, runId }),
      ]);
      const steps = stepsOf(runId, events, raw.pendingActivities ?? [], isClosed);
      const retry = retryPointOf(events, steps, { isClosed, codeFails, type });
      const { retryFrom = null, willRunAgain = [] } = retry ?? {};
      return { detail: { ...summary, steps: steps.map(toDetail), retryFrom, willRunAgain }, events, retry };
    },
  };
};

const toDetail = ({ step, state, attempt, startedAt, closedAt, lastFailure, nextRetryAt }: StepRecord): StepDetail => ({
  step,
  state,
  attempt,
  startedAt,
  closedAt,
  lastFailure,
  nextRetryAt,
});
