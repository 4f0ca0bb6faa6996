import { QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import type { McpTask } from '../../../contracts/mcp-calls.ts';
import type { McpDeployment } from '../../../contracts/mcp-deployments.ts';
import { McpServerSettings, mcpServerEndpoints, type McpServer } from '../../../contracts/mcp-servers.ts';
import { setLocale } from './locale.ts';
import { applyMcpEvent } from './mcp-event-cache.ts';
import {
  mcpDeploymentLogQuery,
  mcpDeploymentQuery,
  mcpServerQuery,
  mcpServerToolsQuery,
  mcpTaskQuery,
} from './mcp-queries.ts';
import { listOf } from './query.ts';

// The browser's stores, which the modules below look at when they are loaded.
vi.hoisted(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {} });
});

const zeros = '00000000000000000000000000';
const at = '2026-11-21T08:00:00.000Z';
const envelope = { timestamp: at, session_id: 'mcp', seq: 1 };

const server: McpServer = {
  ...McpServerSettings.parse({ title: 'Files', source: { kind: 'npm', package: 'files' }, runtime: 'process' }),
  id: `mcp_${zeros}`,
  name: 'files',
  secretNames: [],
  state: 'running',
  health: 'healthy',
  cause: null,
  version: '1.0.0',
  protocolVersion: '2025-11-25',
  toolCount: 2,
  heldToolCount: 0,
  lastDeploymentId: null,
  lastCheckedAt: at,
  latencyMs: 3,
  createdAt: at,
  updatedAt: at,
  revision: 4,
};

const deployment: McpDeployment = {
  id: `dep_${zeros}`,
  serverId: server.id,
  serverName: 'files',
  kind: 'deploy',
  state: 'running',
  steps: [
    { name: 'validate', state: 'done', startedAt: at, endedAt: at, attempt: 1 },
    { name: 'create', state: 'running', startedAt: at, endedAt: null, attempt: 1 },
  ],
  cause: null,
  startedBy: 'Ann',
  startedAt: at,
  endedAt: null,
};

const task: McpTask = {
  id: `tsk_${zeros}`,
  tool: 'files__read',
  serverName: 'files',
  status: 'completed',
  statusMessage: null,
  progress: null,
  messages: [],
  inputRequests: {},
  result: { content: [] },
  createdBy: 'Ann',
  createdAt: at,
  endedAt: at,
};

const known = () => {
  const client = new QueryClient();
  client.setQueryData(mcpServerQuery(server.id).queryKey, server);
  client.setQueryData(listOf(mcpServerEndpoints.list, {}).queryKey, {
    pages: [{ items: [server], nextCursor: null }],
    pageParams: [''],
  });
  return client;
};
const listed = (client: QueryClient) =>
  client.getQueryData(listOf(mcpServerEndpoints.list, {}).queryKey)?.pages.flatMap((page) => page.items);

test('a new state of a server is shown on its page and in the list at once', () => {
  const client = known();
  applyMcpEvent(client, { ...envelope, type: 'server_status', data: { ...server, health: 'unreachable' } });
  expect(client.getQueryData(mcpServerQuery(server.id).queryKey)?.health).toBe('unreachable');
  expect(listed(client)?.[0]?.health).toBe('unreachable');
});

test('an event that is older than what is shown changes nothing', () => {
  const client = known();
  applyMcpEvent(client, { ...envelope, type: 'server_status', data: { ...server, revision: 3, title: 'Old' } });
  expect(client.getQueryData(mcpServerQuery(server.id).queryKey)?.title).toBe('Files');
  expect(listed(client)?.[0]?.title).toBe('Files');
});

test('tools are asked again when their number changed, and not for each probe', () => {
  const client = known();
  const { queryKey } = mcpServerToolsQuery(server.id);
  client.setQueryData(queryKey, { items: [] });
  applyMcpEvent(client, { ...envelope, type: 'server_status', data: { ...server, latencyMs: 9 } });
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(false);
  applyMcpEvent(client, { ...envelope, type: 'server_status', data: { ...server, heldToolCount: 1 } });
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
});

test('a removed server leaves the list', () => {
  const client = known();
  applyMcpEvent(client, { ...envelope, type: 'server_removed', data: { id: server.id } });
  expect(listed(client)).toEqual([]);
});

test('a deployment moves on and never back', () => {
  const client = new QueryClient();
  const { queryKey } = mcpDeploymentQuery(deployment.id);
  applyMcpEvent(client, {
    ...envelope,
    type: 'deployment_status',
    data: { ...deployment, state: 'failed', endedAt: at },
  });
  applyMcpEvent(client, { ...envelope, type: 'deployment_status', data: deployment });
  expect(client.getQueryData(queryKey)?.state).toBe('failed');
});

test('log lines come once and in their order', () => {
  const client = new QueryClient();
  const { queryKey } = mcpDeploymentLogQuery(deployment.id);
  client.setQueryData(queryKey, { lines: [{ seq: 1, at, step: 'validate', text: 'a' }] });
  for (const seq of [3, 2, 3, 1])
    applyMcpEvent(client, {
      ...envelope,
      type: 'deployment_log',
      data: { deploymentId: deployment.id, seq, at, step: 'create', text: `${seq}` },
    });
  expect(client.getQueryData(queryKey)?.lines.map(({ seq }) => seq)).toEqual([1, 2, 3]);
});

test('the result of a task is asked for when its event does not carry it', () => {
  const client = new QueryClient();
  const { queryKey } = mcpTaskQuery(task.id);
  client.setQueryData(queryKey, { ...task, status: 'working', result: null });
  applyMcpEvent(client, { ...envelope, type: 'task_status', data: { ...task, result: null } });
  expect(client.getQueryState(queryKey)?.isInvalidated).toBe(true);
});

test('a task that is over stays over', () => {
  const client = new QueryClient();
  const { queryKey } = mcpTaskQuery(task.id);
  applyMcpEvent(client, { ...envelope, type: 'task_status', data: task });
  applyMcpEvent(client, { ...envelope, type: 'task_status', data: { ...task, status: 'working', result: null } });
  expect(client.getQueryData(queryKey)?.status).toBe('completed');
});

test('why a deployment failed is asked for by whoever does not read English, and taken from the event by all others', () => {
  const cause = { code: 'internal', message: 'Something broke.', recovery: 'Try again.', raw: null };
  const failed = { ...envelope, type: 'deployment_status', data: { ...deployment, state: 'failed', cause } } as const;
  const { queryKey } = mcpDeploymentQuery(deployment.id);
  const causeReadIn = (locale: 'en' | 'de') => {
    const queryClient = new QueryClient();
    queryClient.setQueryData(queryKey, deployment);
    setLocale(locale);
    applyMcpEvent(queryClient, failed);
    return queryClient.getQueryData(queryKey)?.cause;
  };
  expect(causeReadIn('en')).toEqual(cause);
  expect(causeReadIn('de')).toBeNull();
  setLocale('en');
});
