import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { id, Instant, text } from './kernel/scalars.ts';
import { McpTool } from './mcp-servers.ts';

/** MCP `CallToolResult`, as the server gave it. */
export const CallToolResult = z.looseObject({
  content: z.array(z.looseObject({ type: z.string() })),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
  isError: z.boolean().optional(),
});
export type CallToolResult = z.infer<typeof CallToolResult>;

const toolArguments = z.record(z.string(), z.unknown());
const ExecuteBody = z.strictObject({
  tool: z.string().min(1).max(200),
  arguments: toolArguments.default({}),
  /** Kept in the request log beside the call; never sent to the server. */
  context: z.record(z.string(), z.unknown()).optional(),
});

/** What a tool says of its work while it works (`notifications/message`), as text. */
export const ToolMessage = z.strictObject({ level: z.string(), logger: z.string().nullable(), text: z.string() });
export type ToolMessage = z.infer<typeof ToolMessage>;

/** A durable call (MCP task): lives in a workflow, outlives connection and process. */
export const McpTask = z.strictObject({
  id: id('tsk'),
  tool: z.string(),
  serverName: z.string(),
  status: z.enum(['working', 'input_required', 'completed', 'failed', 'cancelled']),
  statusMessage: z.string().nullable(),
  progress: z
    .strictObject({ progress: z.number(), total: z.number().nullable(), message: z.string().nullable() })
    .nullable(),
  /** The last ones, oldest first. */
  messages: z.array(ToolMessage).default([]),
  /** Elicitation, sampling or roots requests by key that wait for an answer. */
  inputRequests: z.record(
    z.string(),
    z.strictObject({ method: z.string(), params: z.record(z.string(), z.unknown()) }),
  ),
  /** `CallToolResult`, also one that says `isError`; null before the end, and in events and lists. */
  result: z.unknown().nullable(),
  /** Why it failed: our code, the JSON-RPC code, and a sentence. */
  error: z.strictObject({ code: z.string(), rpc: z.number().int(), message: z.string() }).nullable().optional(),
  createdBy: z.string(),
  createdAt: Instant,
  endedAt: Instant.nullable(),
});
export type McpTask = z.infer<typeof McpTask>;

/** One MCP request that passed the gateway (spec row C7). */
export const McpLogEntry = z.strictObject({
  id: id('req'),
  at: Instant,
  caller: z.strictObject({ kind: z.enum(['user', 'service']), id: z.string(), name: z.string() }),
  client: z.string().nullable(),
  serverName: z.string().nullable(),
  method: z.string(),
  /** Tool, prompt or resource. */
  target: z.string().nullable(),
  outcome: z.enum(['ok', 'tool_error', 'error', 'cancelled']),
  errorCode: z.number().int().nullable(),
  errorMessage: z.string().nullable(),
  durationMs: z.number(),
  requestBytes: z.number().int(),
  responseBytes: z.number().int(),
  era: z.enum(['2025', '2026', 'rest', 'orchestrator']),
  taskId: id('tsk').nullable(),
  correlationId: z.string(),
});
export type McpLogEntry = z.infer<typeof McpLogEntry>;
export const McpLogDetail = McpLogEntry.extend({
  arguments: z.unknown(),
  result: z.unknown(),
  /** What the caller sent beside the call over REST; null otherwise. */
  context: z.unknown().nullable(),
  truncated: z.boolean(),
  replayable: z.boolean(),
});
export type McpLogDetail = z.infer<typeof McpLogDetail>;

const LogFigures = { calls: z.number().int(), errors: z.number().int(), p95Ms: z.number() };
/** Figures over time and by name; `errors` counts failed calls and results that say `isError`. */
export const McpLogAnalytics = z.strictObject({
  buckets: z.array(z.strictObject({ at: Instant, ...LogFigures, p50Ms: z.number() })),
  servers: z.array(z.strictObject({ name: z.string(), ...LogFigures })),
  targets: z.array(z.strictObject({ name: z.string(), ...LogFigures })),
  /** Where there are too many requests, the newest of them are counted, back to here; null: all are. */
  countedFrom: Instant.nullable(),
});
export type McpLogAnalytics = z.infer<typeof McpLogAnalytics>;

const LogFilter = {
  search: text(200).optional(),
  server: z.string().max(64).optional(),
  target: z.string().max(200).optional(),
  outcome: McpLogEntry.shape.outcome.optional(),
  caller: z.string().max(64).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
};

/** Client layer over REST (spec rows A1, A2, D1). */
export const mcpToolEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/mcp/tools',
    summary: 'Tools the caller may use, over all servers',
    access: 'mcp-tools:use',
    query: PageQuery.extend({ search: text(200).optional(), server: z.string().max(64).optional() }),
    reply: pageOf(McpTool),
  }),
  /** With `Accept: text/event-stream` the answer streams: events `progress`, `log`, `question` (what the tool asked in vain: as a task it waits), then `result` or `error`. */
  execute: endpoint({
    method: 'post',
    path: '/api/v1/mcp/execute',
    summary: 'Call a tool; JSON, or SSE with progress',
    access: 'mcp-tools:use',
    limit: 'none',
    body: ExecuteBody,
    reply: CallToolResult,
  }),
  resources: endpoint({
    method: 'get',
    path: '/api/v1/mcp/resources',
    summary: 'Resources the caller may read',
    access: 'mcp-tools:use',
    query: PageQuery,
    reply: pageOf(z.looseObject({ uri: z.string(), name: z.string() })),
  }),
  readResource: endpoint({
    method: 'get',
    path: '/api/v1/mcp/resources/read',
    summary: 'Read a resource by its uri',
    access: 'mcp-tools:use',
    query: z.strictObject({ uri: z.string().min(1).max(2_000) }),
    reply: z.looseObject({ contents: z.array(z.looseObject({ uri: z.string() })) }),
  }),
  tools: endpoint({
    method: 'get',
    path: '/api/v1/tools',
    summary: 'Tools the caller may use, with the id to execute each by: its name',
    access: 'mcp-tools:use',
    query: PageQuery.extend({ search: text(200).optional() }),
    reply: pageOf(McpTool.extend({ id: z.string() })),
  }),
  executeTool: endpoint({
    method: 'post',
    path: '/api/v1/tools/:id/execute',
    summary: 'Call a tool by its id, which is its name',
    access: 'mcp-tools:use',
    limit: 'none',
    params: z.strictObject({ id: z.string().min(1).max(200) }),
    body: ExecuteBody.omit({ tool: true }),
    reply: CallToolResult,
  }),
  /** With `executeDiscovered` and `health` the platform is an HTTP tool server to others (spec row D3); its base is the origin. */
  discover: endpoint({
    method: 'get',
    path: '/mcp/discover',
    summary: 'Tools the caller may use, as an HTTP tool server lists them',
    access: 'mcp-tools:use',
    reply: z.strictObject({
      name: z.string(),
      tools: z.array(
        z.strictObject({
          name: z.string(),
          description: z.string(),
          inputSchema: z.record(z.string(), z.unknown()),
        }),
      ),
    }),
  }),
  executeDiscovered: endpoint({
    method: 'post',
    path: '/mcp/execute',
    summary: 'Call a tool (same as mcp/execute)',
    access: 'mcp-tools:use',
    limit: 'none',
    body: ExecuteBody,
    reply: CallToolResult,
  }),
  health: endpoint({
    method: 'get',
    path: '/health',
    summary: 'The tool server answers (same as health/live)',
    access: 'public',
    limit: 'none',
    reply: z.strictObject({ status: z.literal('ok') }),
  }),
};

export const mcpTaskEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/mcp/tasks',
    summary: 'The own durable calls, newest first',
    access: 'mcp-tools:use',
    query: PageQuery.extend({ status: McpTask.shape.status.optional() }),
    reply: pageOf(McpTask),
  }),
  create: endpoint({
    method: 'post',
    path: '/api/v1/mcp/tasks',
    summary: 'Call a tool as a durable task',
    access: 'mcp-tools:use',
    status: 202,
    body: ExecuteBody,
    reply: McpTask,
  }),
  get: endpoint({
    method: 'get',
    path: '/api/v1/mcp/tasks/:id',
    summary: 'A durable call with its result',
    access: 'mcp-tools:use',
    params: z.strictObject({ id: id('tsk') }),
    reply: McpTask,
  }),
  answer: endpoint({
    method: 'post',
    path: '/api/v1/mcp/tasks/:id/input',
    summary: 'Answer what the tool asked',
    access: 'mcp-tools:use',
    params: z.strictObject({ id: id('tsk') }),
    body: z.strictObject({ inputResponses: z.record(z.string(), z.record(z.string(), z.unknown())) }),
    reply: McpTask,
  }),
  cancel: endpoint({
    method: 'post',
    path: '/api/v1/mcp/tasks/:id/cancel',
    summary: 'Cancel a durable call',
    access: 'mcp-tools:use',
    params: z.strictObject({ id: id('tsk') }),
    reply: McpTask,
  }),
};

export const mcpLogEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/mcp_request_log',
    summary: 'MCP requests, newest first',
    access: 'mcp-log:read',
    query: PageQuery.extend(LogFilter),
    reply: pageOf(McpLogEntry),
  }),
  analytics: endpoint({
    method: 'get',
    path: '/api/mcp_request_log/analytics',
    summary: 'Counts, errors and durations over time, by server and by tool',
    access: 'mcp-log:read',
    query: z.strictObject(LogFilter),
    reply: McpLogAnalytics,
  }),
  get: endpoint({
    method: 'get',
    path: '/api/mcp_request_log/:id',
    summary: 'A request with redacted arguments and result',
    access: 'mcp-log:read',
    params: z.strictObject({ id: id('req') }),
    reply: McpLogDetail,
  }),
  replay: endpoint({
    method: 'post',
    path: '/api/mcp_request_log/:id/replay',
    summary: 'Send a logged call again, as the caller',
    access: 'mcp-tools:use',
    limit: 'costly',
    params: z.strictObject({ id: id('req') }),
    reply: CallToolResult,
  }),
};
