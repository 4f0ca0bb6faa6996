import { Router } from 'express';
import { customerEndpoints } from '../../contracts/customers.ts';
import type { CustomerService } from '../../domain/customers/customer-service.ts';
import { route } from '../route.ts';

/** `/api/v1/customers`. */
export const customerRoutes = ({ customers }: { customers: CustomerService }): Router => {
  const router = Router();
  route(router, customerEndpoints.list, ({ identity, query }) => customers.list(identity.workspaceId, query));
  route(router, customerEndpoints.get, ({ identity, params }) => customers.get(identity.workspaceId, params.id));
  route(router, customerEndpoints.create, ({ identity, body }) => customers.create(identity.workspaceId, body));
  route(router, customerEndpoints.update, ({ identity, params, body }) =>
    customers.update(identity.workspaceId, params.id, body),
  );
  return router;
};
