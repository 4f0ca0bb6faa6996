import type { QueryClient } from '@tanstack/react-query';
import { mcpToolEndpoints } from '../../../../contracts/mcp-calls.ts';
import type { McpTool } from '../../../../contracts/mcp-servers.ts';
import { mcpServerQuery, mcpServerToolsQuery } from '../../lib/mcp-queries.ts';
import { keyOf } from '../../lib/query.ts';

/** Shows a tool as a write answered it; the server's counts and the callers' list are asked again. */
export const rememberTool = (client: QueryClient, saved: McpTool): void => {
  client.setQueryData(
    mcpServerToolsQuery(saved.serverId).queryKey,
    (before) =>
      before && { items: before.items.map((tool) => (tool.originalName === saved.originalName ? saved : tool)) },
  );
  void client.invalidateQueries({ queryKey: mcpServerQuery(saved.serverId).queryKey });
  void client.invalidateQueries({ queryKey: keyOf(mcpToolEndpoints.list) });
};
