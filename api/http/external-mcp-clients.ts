import { Router } from 'express';
import { externalMcpClientEndpoints } from '../../contracts/mcp-clients.ts';
import type { ExternalClientService } from '../../domain/mcp/clients/external-client-service.ts';
import { route } from '../route.ts';

/** `/api/external_mcp_client`: MCP clients outside that may come in (spec row C1). */
export const externalMcpClientRoutes = ({ clients }: { clients: ExternalClientService }): Router => {
  const router = Router();
  route(router, externalMcpClientEndpoints.list, ({ identity, query }) => clients.list(identity.workspaceId, query));
  route(router, externalMcpClientEndpoints.create, ({ identity, body }) => clients.create(identity, body));
  route(router, externalMcpClientEndpoints.config, async ({ identity, params }) => ({
    configs: await clients.configs(identity.workspaceId, params.id),
  }));
  route(router, externalMcpClientEndpoints.remove, async ({ identity, params }) => {
    await clients.remove(identity, params.id);
    return undefined;
  });
  return router;
};
