import { Router } from 'express';
import { mcpLogEndpoints } from '../../contracts/mcp-calls.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { ClientLayer } from '../../domain/mcp/client-layer.ts';
import type { Gateway } from '../../domain/mcp/gateway.ts';
import { toRemoteFailure } from '../../domain/mcp/remote-failure.ts';
import type { RequestLogService } from '../../domain/mcp/request-log/request-log-service.ts';
import type { ToolCallers } from '../mcp-caller.ts';
import { route } from '../route.ts';
import { untilGone } from '../until-gone.ts';

export interface McpLogRouteDeps {
  log: RequestLogService;
  gateway: Pick<Gateway, 'open'>;
  client: Pick<ClientLayer, 'callTool'>;
  callers: ToolCallers;
}

/** `/api/mcp_request_log` (spec row C7). */
export const mcpLogRoutes = ({ log, gateway, client, callers }: McpLogRouteDeps): Router => {
  const router = Router();
  route(router, mcpLogEndpoints.list, ({ identity, query }) => log.list(identity.workspaceId, query));
  route(router, mcpLogEndpoints.analytics, ({ identity, query }) => log.analytics(identity.workspaceId, query));
  route(router, mcpLogEndpoints.get, ({ identity, params }) => log.get(identity.workspaceId, params.id));
  route(router, mcpLogEndpoints.replay, async (call) => {
    const { target, serverName, arguments: given } = await log.replay(call.identity, call.params.id);
    const caller = await callers.of(call);
    // Logged through one server alone, the tool has its own name there; here it has the name callers use.
    const tools = (await gateway.open(caller).tools()).filter(
      (each) => each.serverName === (serverName ?? each.serverName),
    );
    const tool = tools.find(({ name }) => name === target) ?? tools.find(({ originalName }) => originalName === target);
    if (!tool) throw fail('mcp_tool_not_found', { tool: target });
    using gone = untilGone(call.request, call.response);
    return await client
      .callTool(caller, { tool: tool.name, arguments: given }, { signal: gone.signal })
      .catch((error: unknown) => {
        throw toRemoteFailure(error) ?? error;
      });
  });
  return router;
};
