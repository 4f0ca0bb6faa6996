import type { QueryClient } from '@tanstack/react-query';
import type { EventData, EventEnvelope } from '../../../contracts/events.ts';
import { mcpTaskEndpoints, mcpToolEndpoints, type McpTask } from '../../../contracts/mcp-calls.ts';
import {
  DeploymentStepName,
  mcpConnectionEndpoints,
  mcpDeploymentEndpoints,
  type McpDeployment,
} from '../../../contracts/mcp-deployments.ts';
import { mcpServerEndpoints, type McpServer } from '../../../contracts/mcp-servers.ts';
import { currentLocale } from './locale.ts';
import { dropRow, isBeingRead, putRow, readAgain } from './live-rows.ts';
import {
  mcpDeploymentLogQuery,
  mcpDeploymentQuery,
  mcpServerHealthQuery,
  mcpServerQuery,
  mcpServerToolsQuery,
  mcpTaskQuery,
} from './mcp-queries.ts';
import { keyOf } from './query.ts';

export type McpEvent = Extract<
  EventEnvelope,
  {
    type:
      | 'server_status'
      | 'server_removed'
      | 'deployment_status'
      | 'deployment_log'
      | 'connection_status'
      | 'task_status';
  }
>;

/** Writes an event about servers, deployments or durable calls into everything that was read before. */
export const applyMcpEvent = (queryClient: QueryClient, event: McpEvent): void => {
  switch (event.type) {
    case 'server_status':
      return serverChanged(queryClient, event.data);
    case 'server_removed':
      dropRow(queryClient, mcpServerEndpoints.list.path, event.data.id);
      return queryClient.removeQueries({ queryKey: mcpServerQuery(event.data.id).queryKey });
    case 'deployment_status':
      return deploymentChanged(queryClient, event.data);
    case 'deployment_log':
      return logGrew(queryClient, event.data);
    case 'connection_status':
      return void queryClient.invalidateQueries({ queryKey: keyOf(mcpConnectionEndpoints.list) });
    case 'task_status':
      return taskChanged(queryClient, event.data);
  }
};

/** An event tells everybody the cause in English; whoever reads in another language asks for it. */
const hasForeignWords = ({ cause }: Pick<McpServer, 'cause'>): boolean => cause !== null && currentLocale() !== 'en';

/** A probe changes health without raising the revision. */
const isNewerServer = (before: McpServer, changed: McpServer): boolean => before.revision <= changed.revision;

/** Shows a server as an event brought it, or a write answered it, unless what is shown is newer: the two overtake each other. */
export const serverChanged = (queryClient: QueryClient, changed: McpServer): void => {
  putRow(queryClient, mcpServerEndpoints.list.path, changed, isNewerServer);
  const { queryKey } = mcpServerQuery(changed.id);
  const before = queryClient.getQueryData(queryKey);
  if (isBeingRead(queryClient, queryKey) || hasForeignWords(changed)) readAgain(queryClient, queryKey);
  else if (before && isNewerServer(before, changed)) queryClient.setQueryData(queryKey, changed);
  if (before?.lastCheckedAt !== changed.lastCheckedAt)
    void queryClient.invalidateQueries({ queryKey: mcpServerHealthQuery(changed.id).queryKey });
  if (before && !hasOtherTools(before, changed)) return;
  void queryClient.invalidateQueries({ queryKey: mcpServerToolsQuery(changed.id).queryKey });
  void queryClient.invalidateQueries({ queryKey: keyOf(mcpToolEndpoints.list) });
};

const hasOtherTools = (before: McpServer, changed: McpServer): boolean =>
  before.toolCount !== changed.toolCount ||
  before.heldToolCount !== changed.heldToolCount ||
  before.state !== changed.state ||
  before.revision !== changed.revision;

/** How far a deployment is: steps only ever move on, and an ended one stays ended. */
const progressOf = ({ state, steps }: McpDeployment): number =>
  (state === 'running' ? 0 : 1_000_000) +
  steps.reduce(
    (sum, step) => sum + (step.state === 'waiting' ? 0 : step.state === 'running' ? step.attempt : 1_000),
    0,
  );

const isNewerDeployment = (before: McpDeployment, changed: McpDeployment): boolean =>
  progressOf(before) <= progressOf(changed);

/** The same for a deployment. */
export const deploymentChanged = (queryClient: QueryClient, changed: McpDeployment): void => {
  if (hasForeignWords(changed)) void queryClient.invalidateQueries({ queryKey: keyOf(mcpDeploymentEndpoints.list) });
  else putRow(queryClient, mcpDeploymentEndpoints.list.path, changed, isNewerDeployment);
  const { queryKey } = mcpDeploymentQuery(changed.id);
  const before = queryClient.getQueryData(queryKey);
  if (isBeingRead(queryClient, queryKey) || hasForeignWords(changed)) readAgain(queryClient, queryKey);
  else if (!before || isNewerDeployment(before, changed)) queryClient.setQueryData(queryKey, changed);
};

const logGrew = (
  queryClient: QueryClient,
  { deploymentId, seq, at, step, text }: EventData<'deployment_log'>,
): void => {
  const { queryKey } = mcpDeploymentLogQuery(deploymentId);
  const name = DeploymentStepName.safeParse(step);
  if (isBeingRead(queryClient, queryKey) || !name.success) return readAgain(queryClient, queryKey);
  queryClient.setQueryData(queryKey, (before) => {
    if (!before || before.lines.some((line) => line.seq === seq)) return before;
    const lines = [...before.lines, { seq, at, step: name.data, text }];
    return { lines: lines.toSorted((a, b) => a.seq - b.seq) };
  });
};

const isOver = ({ status }: McpTask): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

const isNewerTask = (before: McpTask, changed: McpTask): boolean => !isOver(before) || isOver(changed);

/** The same for a durable call. */
export const taskChanged = (queryClient: QueryClient, changed: McpTask): void => {
  putRow(queryClient, mcpTaskEndpoints.list.path, changed, isNewerTask);
  const { queryKey } = mcpTaskQuery(changed.id);
  const before = queryClient.getQueryData(queryKey);
  if (isBeingRead(queryClient, queryKey)) readAgain(queryClient, queryKey);
  else if (!before || isNewerTask(before, changed)) queryClient.setQueryData(queryKey, changed);
  // The event says that there is a result; what it is may be too long for an event.
  if (changed.status === 'completed' && changed.result === null) void queryClient.invalidateQueries({ queryKey });
};
