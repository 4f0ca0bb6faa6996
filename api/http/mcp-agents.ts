import { Router } from 'express';
import { mcpAgentEndpoints } from '../../contracts/mcp-agents.ts';
import type { AgentView } from '../../domain/mcp/agents/agent-view.ts';
import { route } from '../route.ts';

/** `/api/mcp_agent`: where servers run. */
export const mcpAgentRoutes = ({ agents }: { agents: AgentView }): Router => {
  const router = Router();
  route(router, mcpAgentEndpoints.list, async ({ identity, context }) => {
    const items = await agents(identity.workspaceId, context.locale);
    // Where it is in the network is nobody's business who only uses it.
    if (identity.permissions.has('mcp-servers:manage')) return { items };
    return { items: items.map((each) => ({ ...each, address: null })) };
  });
  return router;
};
