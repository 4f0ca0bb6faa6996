import { Router } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { tellWorkflowCause } from '../../contracts/workflow-causes.ts';
import type { Locale } from '../../contracts/kernel/locale.ts';
import { operationEndpoints, type WorkflowDetail, type WorkflowSummary } from '../../contracts/operations.ts';
import type { Operations, Operator } from '../../temporal/operations/operations.ts';
import { route } from '../route.ts';

/** `/api/v1/operations`: what an operator sees and does with workflows. */
export const operationRoutes = ({ operations }: { operations: Operations }): Router => {
  const router = Router();
  route(router, operationEndpoints.list, async ({ identity, query: { health, cursor, limit }, context }) => {
    const page = await operations.list(identity.workspaceId, { health, cursor, limit });
    return { ...page, items: page.items.map((summary) => told(summary, context.locale)) };
  });
  route(router, operationEndpoints.get, async ({ identity, params, context }) =>
    toldWhole(await operations.get(identity.workspaceId, params.id), context.locale),
  );
  route(router, operationEndpoints.retryStep, async ({ identity, params, body, context }) =>
    toldWhole(await operations.retryStep(operatorOf(identity), params.id, body.runId), context.locale),
  );
  route(router, operationEndpoints.cancel, async ({ identity, params, body, context }) =>
    toldWhole(await operations.cancel(operatorOf(identity), params.id, body.runId), context.locale),
  );
  return router;
};

const operatorOf = ({ workspaceId, id, name }: Identity): Operator => ({ workspaceId, id, name });

const told = <W extends WorkflowSummary>(workflow: W, locale: Locale): W => ({
  ...workflow,
  cause: workflow.cause && tellWorkflowCause(workflow.cause, locale),
});

const toldWhole = (workflow: WorkflowDetail, locale: Locale): WorkflowDetail => ({
  ...told(workflow, locale),
  steps: workflow.steps.map((step) => ({
    ...step,
    lastFailure: step.lastFailure && {
      ...step.lastFailure,
      message: tellWorkflowCause(step.lastFailure.message, locale),
    },
  })),
});
