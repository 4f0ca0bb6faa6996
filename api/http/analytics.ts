import { Router } from 'express';
import { analyticsEndpoints } from '../../contracts/analytics.ts';
import type { SalesAnalyticsService } from '../../domain/analytics/sales-analytics.ts';
import { route } from '../route.ts';

/** `/api/v1/analytics`. */
export const analyticsRoutes = ({ analytics }: { analytics: SalesAnalyticsService }): Router => {
  const router = Router();
  route(router, analyticsEndpoints.sales, ({ identity, query }) => analytics.sales(identity.workspaceId, query));
  return router;
};
