import { Router } from 'express';
import { auditEndpoints } from '../../contracts/mcp-deployments.ts';
import type { AuditLog } from '../../domain/audit/audit-log.ts';
import { route } from '../route.ts';

/** `/api/v1/audit` (spec row E5). */
export const auditRoutes = ({ audit }: { audit: Pick<AuditLog, 'list'> }): Router => {
  const router = Router();
  route(router, auditEndpoints.list, ({ identity, query }) => audit.list(identity.workspaceId, query));
  return router;
};
