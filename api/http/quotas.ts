import { Router } from 'express';
import { quotaEndpoints } from '../../contracts/quotas.ts';
import type { QuotaService } from '../../domain/quotas/quota-service.ts';
import { route } from '../route.ts';

/** `/api/v1/quotas` (spec row F3). */
export const quotaRoutes = ({ quotas }: { quotas: QuotaService }): Router => {
  const router = Router();
  route(router, quotaEndpoints.get, ({ identity }) => quotas.get(identity));
  route(router, quotaEndpoints.change, ({ identity, body }) => quotas.change(identity, body));
  return router;
};
