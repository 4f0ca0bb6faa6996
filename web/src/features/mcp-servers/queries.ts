import type { QueryClient } from '@tanstack/react-query';
import { mcpDeploymentEndpoints } from '../../../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints, type McpServerState } from '../../../../contracts/mcp-servers.ts';
import { keyOf } from '../../lib/query.ts';

/** Query of the server list for what the page shows. */
export const serverListQuery = ({ search, state }: { search: string; state: McpServerState | '' }) => ({
  ...(search !== '' && { search }),
  ...(state !== '' && { state }),
});

/** After something was started: lists of servers and deployments have new rows. */
export const refreshServers = (client: QueryClient): Promise<unknown> =>
  Promise.all([
    client.invalidateQueries({ queryKey: keyOf(mcpServerEndpoints.list) }),
    client.invalidateQueries({ queryKey: keyOf(mcpDeploymentEndpoints.list) }),
  ]);
