import { Router } from 'express';
import { mcpConnectionEndpoints } from '../../contracts/mcp-deployments.ts';
import { tellCause } from '../../domain/mcp/cause.ts';
import type { ConnectionService } from '../../domain/mcp/connections/connection-service.ts';
import { toConnectionTest } from '../../domain/mcp/servers/connection-test.ts';
import type { ServerService } from '../../domain/mcp/servers/server-service.ts';
import type { McpWorkflows } from '../mcp-workflows.ts';
import { route } from '../route.ts';

export interface McpConnectionRouteDeps {
  mcpServers: Pick<ServerService, 'record' | 'healthHistory'>;
  mcpConnections: ConnectionService;
  mcpWorkflows: Pick<McpWorkflows, 'testConnection'>;
}

/** Tests, health and connections of MCP servers (spec rows E2, E3). */
export const mcpConnectionRoutes = ({ mcpServers, mcpConnections, mcpWorkflows }: McpConnectionRouteDeps): Router => {
  const router = Router();
  route(router, mcpConnectionEndpoints.test, async ({ identity, params, context }) => {
    await mcpServers.record(identity.workspaceId, params.id);
    return toConnectionTest(await mcpWorkflows.testConnection(identity.workspaceId, params.id), context.locale);
  });
  route(router, mcpConnectionEndpoints.health, async ({ identity, params, context }) => {
    const entries = await mcpServers.healthHistory(identity.workspaceId, params.id);
    return {
      items: entries.map(({ cause, ...entry }) => ({
        ...entry,
        message: cause && tellCause(cause, context.locale).message,
      })),
    };
  });
  route(router, mcpConnectionEndpoints.list, ({ identity, query }) => mcpConnections.list(identity.workspaceId, query));
  route(router, mcpConnectionEndpoints.connect, ({ identity, body }) =>
    mcpConnections.connect(identity, body.agent, body.serverId),
  );
  route(router, mcpConnectionEndpoints.disconnect, async ({ identity, params }) => {
    await mcpConnections.disconnect(identity, params.id);
  });
  return router;
};
