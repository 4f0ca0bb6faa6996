import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { id, Instant, text } from './kernel/scalars.ts';
import { exactVersion, McpServerSource, processText } from './mcp-server-source.ts';

export const McpServerId = id('mcp');

/** Unique in a workspace; the prefix of the server's tools and the name in `/mcp_proxy/:server`. */
export const McpServerName = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/, 'must be like "files" or "my-files"');

/** What runs it. `remote` for urls, `gateway` for our own servers. */
export const McpRuntime = z.enum(['gateway', 'process', 'container', 'kubernetes', 'remote']);
export type McpRuntime = z.infer<typeof McpRuntime>;

/** What a server may use beyond its own files (spec row C3). Nothing unless granted. */
export const McpGrants = z.strictObject({ network: z.boolean().default(false) });

export const McpLimits = z.strictObject({
  memoryMb: z.number().int().min(32).max(4_096).default(256),
  /** CPU time per second of wall time, in hundredths of a core. */
  cpuPercent: z.number().int().min(5).max(400).default(100),
  processes: z.number().int().min(4).max(512).default(64),
  openFiles: z.number().int().min(32).max(4_096).default(256),
  diskMb: z.number().int().min(1).max(10_240).default(256),
  /** A single call; longer ones belong in tasks. */
  callTimeoutSeconds: z.number().int().min(1).max(86_400).default(60),
});
export type McpLimits = z.infer<typeof McpLimits>;

/**
 * deploying → running ⇄ sleeping (idle) · stopped (by a person) · failed (deployment or quarantine) · removing.
 */
export const McpServerState = z.enum(['deploying', 'running', 'sleeping', 'stopped', 'failed', 'removing']);
export type McpServerState = z.infer<typeof McpServerState>;

/** What the last probe saw (spec row E3). */
export const McpServerHealth = z.enum(['unknown', 'healthy', 'degraded', 'unreachable']);

/** Why something is as it is, for a person: what happened and what to do. */
export const McpCause = z.strictObject({
  code: z.string(),
  message: z.string(),
  recovery: z.string(),
  raw: z.string().nullable(),
});
export type McpCause = z.infer<typeof McpCause>;

const environmentName = z.string().regex(/^[A-Z_][A-Z0-9_]{0,99}$/);

export const McpServerSettings = z.strictObject({
  title: text(120),
  description: text(1_000).nullable().default(null),
  source: McpServerSource,
  runtime: McpRuntime,
  grants: McpGrants.prefault({}),
  limits: McpLimits.prefault({}),
  /** Tools appear as `<name>__<tool>`; off: under their own names where no other server has them. */
  prefixed: z.boolean().default(true),
  /** `shared`: one process for all callers; `session`: one per MCP session (servers that keep what a caller told them). */
  sharing: z.enum(['shared', 'session']).default('shared'),
  /** Sleeps after so long without a call; null never. */
  idleSleepSeconds: z.number().int().min(5).max(86_400).nullable().default(900),
  /** Answers of read-only tools are reused so long; 0 not at all. */
  cacheSeconds: z.number().int().min(0).max(86_400).default(0),
  /** Environment variables and HTTP headers that are not secret. */
  environment: z.record(environmentName, processText(10_000)).default({}),
});
export type McpServerSettings = z.infer<typeof McpServerSettings>;
export const mcpServerSettingNames = McpServerSettings.keyof().options;

/** Names of secrets only: values go in and never come out. */
const secretsIn = z.record(z.string().regex(/^[A-Za-z_][\w-]{0,99}$/), processText(10_000));

export const McpServer = McpServerSettings.extend({
  id: McpServerId,
  name: McpServerName,
  secretNames: z.array(z.string()),
  state: McpServerState,
  health: McpServerHealth,
  cause: McpCause.nullable(),
  /** The version that runs: the pinned one, or what the server calls itself. */
  version: z.string().nullable(),
  protocolVersion: z.string().nullable(),
  toolCount: z.number().int(),
  /** Tools whose definition changed and waits for approval. */
  heldToolCount: z.number().int(),
  lastDeploymentId: id('dep').nullable(),
  lastCheckedAt: Instant.nullable(),
  latencyMs: z.number().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  revision: z.number().int(),
});
export type McpServer = z.infer<typeof McpServer>;

/** A tool as the gateway knows it. `inputSchema` is the server's own JSON Schema. */
export const McpTool = z.strictObject({
  /** The name that callers use. */
  name: z.string(),
  serverId: McpServerId,
  serverName: McpServerName,
  /** The name the server gave it. */
  originalName: z.string(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  inputSchema: z.record(z.string(), z.unknown()),
  outputSchema: z.record(z.string(), z.unknown()).nullable(),
  annotations: z.record(z.string(), z.unknown()).nullable(),
  hidden: z.boolean(),
  /** `approved` is callable; `held` changed since it was approved; `quarantined` looks hostile (`reason` says why). */
  state: z.enum(['approved', 'held', 'quarantined']),
  reason: z.string().nullable(),
  /** SHA-256 of the canonical raw definition that was approved. */
  approvedHash: z.string().nullable(),
  currentHash: z.string(),
  /** The raw definition that was approved, for comparing it with a held one; null or absent when it was not kept. */
  approvedDefinition: z.record(z.string(), z.unknown()).nullable().optional(),
});
export type McpTool = z.infer<typeof McpTool>;

/** What a person may add: ours, and a starter list with pinned versions. */
export const McpCatalogueItem = z.strictObject({
  key: z.string(),
  title: z.string(),
  description: z.string(),
  publisher: z.string(),
  source: McpServerSource,
  runtime: McpRuntime,
  suggestedName: McpServerName,
  grants: McpGrants,
  /** Variables that the server needs here, and nobody has to think of. */
  environment: z.record(environmentName, z.string()).optional(),
  /** What the form asks for. */
  inputs: z.array(z.strictObject({ name: z.string(), title: z.string(), secret: z.boolean(), required: z.boolean() })),
});
export type McpCatalogueItem = z.infer<typeof McpCatalogueItem>;

const ServerParams = z.strictObject({ id: McpServerId });
const revision = z.number().int();
export const NewMcpServer = McpServerSettings.extend({ name: McpServerName, secrets: secretsIn.default({}) });
export type NewMcpServer = z.infer<typeof NewMcpServer>;
const Started = z.strictObject({ server: McpServer, deploymentId: id('dep') });

/** `/api/mcp_server` (spec row C1). Deploying and removing answer 202 with the deployment to watch. */
export const mcpServerEndpoints = {
  catalogue: endpoint({
    method: 'get',
    path: '/api/mcp_server/catalogue',
    summary: 'Servers that can be added',
    access: 'mcp-servers:read',
    query: z.strictObject({ search: text(200).optional() }),
    reply: z.strictObject({ items: z.array(McpCatalogueItem) }),
  }),
  list: endpoint({
    method: 'get',
    path: '/api/mcp_server',
    summary: 'List MCP servers by name',
    access: 'mcp-servers:read',
    query: PageQuery.extend({ search: text(200).optional(), state: McpServerState.optional() }),
    reply: pageOf(McpServer),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/mcp_server/:id',
    summary: 'An MCP server',
    access: 'mcp-servers:read',
    params: ServerParams,
    reply: McpServer,
  }),
  deploy: endpoint({
    method: 'post',
    path: '/api/mcp_server',
    summary: 'Add and deploy an MCP server',
    access: 'mcp-servers:manage',
    limit: 'costly',
    status: 202,
    body: NewMcpServer,
    reply: Started,
  }),
  importConfig: endpoint({
    method: 'post',
    path: '/api/mcp_server/import',
    summary: 'Read an mcp.json: what would be added, without adding it',
    access: 'mcp-servers:manage',
    body: z.strictObject({ config: z.string().min(2).max(200_000) }),
    reply: z.strictObject({
      servers: z.array(NewMcpServer.omit({ secrets: true }).extend({ secretNames: z.array(z.string()) })),
      problems: z.array(z.strictObject({ name: z.string(), message: z.string() })),
    }),
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/mcp_server/:id',
    summary: 'Change settings; those of the process take effect with the next deployment',
    access: 'mcp-servers:manage',
    params: ServerParams,
    body: McpServerSettings.partial().extend({ revision, secrets: secretsIn.optional() }),
    reply: McpServer,
  }),
  redeploy: endpoint({
    method: 'post',
    path: '/api/mcp_server/:id/deployments',
    summary: 'Deploy again, or upgrade to another version; a failed upgrade goes back to what ran before',
    access: 'mcp-servers:manage',
    limit: 'costly',
    status: 202,
    params: ServerParams,
    body: z.strictObject({ version: exactVersion.nullable().default(null) }),
    reply: Started,
  }),
  start: endpoint({
    method: 'post',
    path: '/api/mcp_server/:id/start',
    summary: 'Start a stopped server',
    access: 'mcp-servers:manage',
    params: ServerParams,
    reply: McpServer,
  }),
  stop: endpoint({
    method: 'post',
    path: '/api/mcp_server/:id/stop',
    summary: 'Stop a server; it stays installed',
    access: 'mcp-servers:manage',
    params: ServerParams,
    reply: McpServer,
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/mcp_server/:id',
    summary: 'Remove a server with its files; cancels a running deployment',
    access: 'mcp-servers:manage',
    status: 202,
    params: ServerParams,
    reply: z.strictObject({ deploymentId: id('dep') }),
  }),
  tools: endpoint({
    method: 'get',
    path: '/api/mcp_server/:id/tools',
    summary: 'Tools of a server, hidden and held ones included',
    access: 'mcp-servers:read',
    params: ServerParams,
    reply: z.strictObject({ items: z.array(McpTool) }),
  }),
  curateTool: endpoint({
    method: 'patch',
    path: '/api/mcp_server/:id/tools/:tool',
    summary: 'Hide, rename or approve a tool',
    access: 'mcp-servers:manage',
    params: ServerParams.extend({ tool: z.string().min(1).max(200) }),
    body: z.strictObject({
      hidden: z.boolean().optional(),
      rename: z
        .string()
        .regex(/^[A-Za-z0-9_.-]{1,64}$/)
        .nullable()
        .optional(),
      approveHash: z.string().length(64).optional(),
    }),
    reply: McpTool,
  }),
  approveTools: endpoint({
    method: 'post',
    path: '/api/mcp_server/:id/tools/approve',
    summary: 'Approve tools as they were seen: all of them, or none when one is different by now',
    access: 'mcp-servers:manage',
    params: ServerParams,
    body: z.strictObject({
      tools: z
        .array(z.strictObject({ name: z.string().min(1).max(200), hash: z.string().length(64) }))
        .min(1)
        .max(1_000),
    }),
    reply: z.strictObject({ items: z.array(McpTool) }),
  }),
  logs: endpoint({
    method: 'get',
    path: '/api/mcp_server/:id/logs',
    summary: 'Last lines a server wrote to stderr',
    access: 'mcp-servers:read',
    params: ServerParams,
    reply: z.strictObject({ lines: z.array(z.strictObject({ at: Instant, text: z.string() })) }),
  }),
};
