import { Router } from 'express';
import { mcpAgentEndpoints } from '../../contracts/mcp-agents.ts';
import type { AgentView } from '../../domain/mcp/agents/agent-view.ts';
import { route } from '../route.ts';

/** `/api/mcp_agent`: where servers run. */
export const mcpAgentRoutes = ({ agents }: { agents: AgentView }): Router => {
  const router = Router();
  route(router, mcpAgentEndpoints.list, async ({ identity, context }) => ({
    items: await agents(identity.workspaceId, context.locale),
  }));
  return router;
};
