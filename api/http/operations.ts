import { Router } from 'express';
import type { Identity } from '../../contracts/access.ts';
import { operationEndpoints } from '../../contracts/operations.ts';
import type { Operations, Operator } from '../../temporal/operations/operations.ts';
import { route } from '../route.ts';

/** `/api/v1/operations`: what an operator sees and does with workflows. */
export const operationRoutes = ({ operations }: { operations: Operations }): Router => {
  const router = Router();
  route(router, operationEndpoints.list, ({ identity, query: { health, cursor, limit } }) =>
    operations.list(identity.workspaceId, { health, cursor, limit }),
  );
  route(router, operationEndpoints.get, ({ identity, params }) => operations.get(identity.workspaceId, params.id));
  route(router, operationEndpoints.retryStep, ({ identity, params, body }) =>
    operations.retryStep(operatorOf(identity), params.id, body.runId),
  );
  route(router, operationEndpoints.cancel, ({ identity, params, body }) =>
    operations.cancel(operatorOf(identity), params.id, body.runId),
  );
  return router;
};

const operatorOf = ({ workspaceId, id, name }: Identity): Operator => ({ workspaceId, id, name });
