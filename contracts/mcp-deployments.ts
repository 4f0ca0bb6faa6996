import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { id, Instant, text } from './kernel/scalars.ts';
import { McpCause, McpServerHealth, McpServerId } from './mcp-servers.ts';

export const McpDeploymentId = id('dep');

/** The steps of a deployment in their order (spec row E1). A removal has its own two. */
export const DeploymentStepName = z.enum([
  'validate',
  'record',
  'create',
  'start',
  'health',
  'handshake',
  'discover',
  'ready',
  'stop',
  'remove',
]);
export type DeploymentStepName = z.infer<typeof DeploymentStepName>;

export const DeploymentStep = z.strictObject({
  name: DeploymentStepName,
  state: z.enum(['waiting', 'running', 'done', 'failed', 'undone', 'skipped']),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  attempt: z.number().int(),
});
export type DeploymentStep = z.infer<typeof DeploymentStep>;

export const McpDeployment = z.strictObject({
  id: McpDeploymentId,
  serverId: McpServerId,
  serverName: z.string(),
  kind: z.enum(['deploy', 'redeploy', 'upgrade', 'remove']),
  state: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
  steps: z.array(DeploymentStep),
  cause: McpCause.nullable(),
  startedBy: z.string(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
});
export type McpDeployment = z.infer<typeof McpDeployment>;

/** Result of `testConnection` (spec row E2). */
export const ConnectionTest = z.strictObject({
  ok: z.boolean(),
  attempts: z.number().int(),
  latencyMs: z.number().nullable(),
  protocolVersion: z.string().nullable(),
  capabilities: z.array(z.string()),
  toolCount: z.number().int().nullable(),
  cause: McpCause.nullable(),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** An assistant's right to use a server: one per agent and server. */
export const AgentConnection = z.strictObject({
  id: id('con'),
  agent: z.string(),
  serverId: McpServerId,
  serverName: z.string(),
  state: z.enum(['connected', 'disconnected']),
  latencyMs: z.number().nullable(),
  capabilities: z.array(z.string()),
  connectedBy: z.string(),
  connectedAt: Instant,
});
export type AgentConnection = z.infer<typeof AgentConnection>;

/** Who changed what, with before and after (spec row E5). */
export const AuditEntry = z.strictObject({
  id: id('aud'),
  at: Instant,
  actor: z.strictObject({ kind: z.enum(['user', 'service', 'system']), id: z.string(), name: z.string() }),
  action: z.string(),
  subject: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const ServerParams = z.strictObject({ id: McpServerId });

export const mcpDeploymentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/mcp_deployment',
    summary: 'Deployments, newest first',
    access: 'mcp-servers:read',
    query: PageQuery.extend({ serverId: McpServerId.optional(), state: McpDeployment.shape.state.optional() }),
    reply: pageOf(McpDeployment),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/mcp_deployment/:id',
    summary: 'A deployment with its steps',
    access: 'mcp-servers:read',
    params: z.strictObject({ id: McpDeploymentId }),
    reply: McpDeployment,
  }),
  logs: endpoint({
    method: 'get',
    path: '/api/mcp_deployment/:id/logs',
    summary: 'Log lines of a deployment after a number',
    access: 'mcp-servers:read',
    params: z.strictObject({ id: McpDeploymentId }),
    query: z.strictObject({ after: z.coerce.number().int().min(0).default(0) }),
    reply: z.strictObject({
      lines: z.array(
        z.strictObject({ seq: z.number().int(), at: Instant, step: DeploymentStepName, text: z.string() }),
      ),
    }),
  }),
  cancel: endpoint({
    method: 'post',
    path: '/api/mcp_deployment/:id/cancel',
    summary: 'Cancel; what was built is taken back. A removal can be cancelled while it waits for its agent',
    access: 'mcp-servers:manage',
    params: z.strictObject({ id: McpDeploymentId }),
    reply: McpDeployment,
  }),
  forget: endpoint({
    method: 'post',
    path: '/api/mcp_deployment/:id/forget',
    summary:
      'End a removal that waits for its agent: the server is gone, its agent removes what it has once it is back',
    access: 'mcp-servers:manage',
    params: z.strictObject({ id: McpDeploymentId }),
    reply: McpDeployment,
  }),
};

export const mcpConnectionEndpoints = {
  test: endpoint({
    method: 'post',
    path: '/api/mcp_server/:id/test',
    summary: 'Test a server: health, then MCP handshake; up to 3 attempts',
    access: 'mcp-servers:read',
    limit: 'costly',
    params: ServerParams,
    reply: ConnectionTest,
  }),
  health: endpoint({
    method: 'get',
    path: '/api/mcp_server/:id/health',
    summary: 'What the probes saw, newest first',
    access: 'mcp-servers:read',
    params: ServerParams,
    reply: z.strictObject({
      items: z.array(
        z.strictObject({
          at: Instant,
          health: McpServerHealth,
          latencyMs: z.number().nullable(),
          message: z.string().nullable(),
        }),
      ),
    }),
  }),
  list: endpoint({
    method: 'get',
    path: '/api/mcp_connection',
    summary: 'Connections between agents and servers',
    access: 'mcp-servers:read',
    query: PageQuery.extend({ serverId: McpServerId.optional() }),
    reply: pageOf(AgentConnection),
  }),
  connect: endpoint({
    method: 'post',
    path: '/api/mcp_connection',
    summary: 'Connect an agent to a running server, after a test',
    access: 'mcp-servers:manage',
    limit: 'costly',
    status: 201,
    body: z.strictObject({ agent: text(100), serverId: McpServerId }),
    reply: AgentConnection,
  }),
  disconnect: endpoint({
    method: 'delete',
    path: '/api/mcp_connection/:id',
    summary: 'Disconnect',
    access: 'mcp-servers:manage',
    status: 204,
    params: z.strictObject({ id: id('con') }),
    reply: z.undefined(),
  }),
};

export const auditEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/audit',
    summary: 'Who changed what, newest first',
    access: 'users:manage',
    query: PageQuery.extend({ subject: text(100).optional() }),
    reply: pageOf(AuditEntry),
  }),
};
