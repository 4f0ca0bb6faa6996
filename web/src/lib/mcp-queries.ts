import { mcpTaskEndpoints, type McpTask } from '../../../contracts/mcp-calls.ts';
import {
  mcpConnectionEndpoints,
  mcpDeploymentEndpoints,
  type McpDeployment,
} from '../../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints, type McpServer } from '../../../contracts/mcp-servers.ts';
import { queryOf } from './query.ts';

/** News come over the socket; what runs is asked for as well, which is also the way without a socket. */
const runningPollMs = 4_000;

interface Polled<T> {
  state: { data: T | undefined };
}

const isBusy = (server: McpServer | undefined): boolean =>
  server?.state === 'deploying' || server?.state === 'removing';

export const mcpServerQuery = (id: string) => ({
  ...queryOf(mcpServerEndpoints.get, { params: { id } }),
  refetchInterval: ({ state }: Polled<McpServer>) => (isBusy(state.data) ? runningPollMs : false),
});

export const mcpServerToolsQuery = (id: string) => queryOf(mcpServerEndpoints.tools, { params: { id } });

export const mcpServerHealthQuery = (id: string) => queryOf(mcpConnectionEndpoints.health, { params: { id } });

export const mcpDeploymentQuery = (id: string) => ({
  ...queryOf(mcpDeploymentEndpoints.get, { params: { id } }),
  refetchInterval: ({ state }: Polled<McpDeployment>) => (state.data?.state === 'running' ? runningPollMs : false),
});

/** All log lines of a deployment; new ones are added by their events. */
export const mcpDeploymentLogQuery = (id: string) => queryOf(mcpDeploymentEndpoints.logs, { params: { id } });

const isOpen = (task: McpTask | undefined): boolean => task?.status === 'working' || task?.status === 'input_required';

export const mcpTaskQuery = (id: string) => ({
  ...queryOf(mcpTaskEndpoints.get, { params: { id } }),
  refetchInterval: ({ state }: Polled<McpTask>) => (isOpen(state.data) ? runningPollMs : false),
});
