import { Router } from 'express';
import { mcpDeploymentEndpoints } from '../../contracts/mcp-deployments.ts';
import type { DeploymentService } from '../../domain/mcp/deployments/deployment-service.ts';
import { toDeployment } from '../../domain/mcp/deployments/deployment-view.ts';
import type { McpWorkflows } from '../mcp-workflows.ts';
import { route } from '../route.ts';

export interface McpDeploymentRouteDeps {
  mcpDeployments: DeploymentService;
  mcpWorkflows: Pick<McpWorkflows, 'cancelDeployment'>;
}

/** `/api/mcp_deployment`. */
export const mcpDeploymentRoutes = ({ mcpDeployments, mcpWorkflows }: McpDeploymentRouteDeps): Router => {
  const router = Router();
  route(router, mcpDeploymentEndpoints.list, async ({ identity, query, context }) => {
    const page = await mcpDeployments.list(identity.workspaceId, query);
    return { ...page, items: page.items.map((record) => toDeployment(record, context.locale)) };
  });
  route(router, mcpDeploymentEndpoints.get, async ({ identity, params, context }) =>
    toDeployment(await mcpDeployments.record(identity.workspaceId, params.id), context.locale),
  );
  route(router, mcpDeploymentEndpoints.logs, async ({ identity, params, query }) => ({
    lines: await mcpDeployments.logs(identity.workspaceId, params.id, query.after),
  }));
  route(router, mcpDeploymentEndpoints.cancel, async ({ identity, params, context }) => {
    const record = await mcpDeployments.cancel(identity, params.id);
    // Marked already: a workflow that starts later ends at its first step.
    await mcpWorkflows.cancelDeployment(params.id).catch(() => undefined);
    return toDeployment(record, context.locale);
  });
  route(router, mcpDeploymentEndpoints.forget, async ({ identity, params, context }) =>
    toDeployment(await mcpDeployments.forget(identity, params.id), context.locale),
  );
  return router;
};
