import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { WorkflowDetail, WorkflowSummary } from '../../contracts/operations.ts';
import type { WorkflowWatch } from '../history/watch-workflow.ts';
import { reach } from '../reach.ts';
import { listWorkflows, type Wanted } from './list-workflows.ts';
import { goBack, runNow } from './run-again.ts';
import { createWorkflowView, type ViewDeps } from './view-workflow.ts';
import type { Description } from './workflow-description.ts';

export interface OperationsDeps extends ViewDeps {
  watch: Pick<WorkflowWatch, 'nudge'>;
  log: { info(fields: object, message: string): void };
}

/** Who acts, and in which workspace: from a verified credential. */
export interface Operator {
  workspaceId: string;
  id: string;
  name: string;
}

/** Each operation is several calls to the server, on a machine that may be busy. */
const timeoutMs = 20_000;

/** What an operator sees and does (spec row F2). Everything is limited to the caller's workspace. */
export interface Operations {
  /** Newest run of each workflow id. Throws `validation_error` for a foreign cursor, `service_unavailable`. */
  list(
    workspaceId: string,
    page: { health: Wanted; cursor: string | undefined; limit: number },
  ): Promise<Page<WorkflowSummary>>;
  /** Throws `workflow_not_found`, `service_unavailable`. */
  get(workspaceId: string, workflowId: string): Promise<WorkflowDetail>;
  /** Runs the failed step again. Throws `version_conflict` for a run that is not the newest, `workflow_not_retryable`. */
  retryStep(operator: Operator, workflowId: string, runId: string): Promise<WorkflowDetail>;
  /** Asks a running workflow to stop and clean up. Throws `version_conflict` when it is over or there is a newer run. */
  cancel(operator: Operator, workflowId: string, runId: string): Promise<WorkflowDetail>;
}

export const createOperations = ({ client, now, watch, log, ...subjects }: OperationsDeps): Operations => {
  const { summarise, requireOwn, view } = createWorkflowView({ client, now, ...subjects });
  const inTime = <T>(call: () => Promise<T>): Promise<T> => reach(client, call, timeoutMs);
  const get: Operations['get'] = async (workspaceId, workflowId) =>
    (await view(await requireOwn(workspaceId, workflowId))).detail;

  const requireNewest = async (operator: Operator, workflowId: string, runId: string): Promise<Description> => {
    const description = await requireOwn(operator.workspaceId, workflowId);
    if (description.runId !== runId) throw fail('version_conflict');
    return description;
  };

  const retryStep: Operations['retryStep'] = async (operator, workflowId, runId) => {
    const { retry, events } = await view(await requireNewest(operator, workflowId, runId));
    if (!retry) throw fail('workflow_not_retryable');
    const { retryFrom, willRunAgain } = retry;
    const run = { workflowId, runId };
    let newRunId = runId;
    if (retry.how === 'run-now') await runNow(client, run, retry.activityIds);
    else newRunId = await goBack(client, run, { events, eventId: retry.eventId, by: operator.id });
    log.info({ workflowId, runId, newRunId, retryFrom, willRunAgain, operator }, 'operator retried a step');
    watch.nudge(workflowId);
    return await get(operator.workspaceId, workflowId);
  };

  const cancel: Operations['cancel'] = async (operator, workflowId, runId) => {
    const { status } = await requireNewest(operator, workflowId, runId);
    if (status.name !== 'RUNNING') throw fail('version_conflict');
    await client.workflow.getHandle(workflowId, runId).cancel();
    log.info({ workflowId, runId, operator }, 'operator cancelled a workflow');
    return await get(operator.workspaceId, workflowId);
  };

  return {
    list: (workspaceId, page) => inTime(() => listWorkflows({ client, now, summarise }, workspaceId, page)),
    get: (...args) => inTime(() => get(...args)),
    retryStep: (...args) => inTime(() => retryStep(...args)),
    cancel: (...args) => inTime(() => cancel(...args)),
  };
};
