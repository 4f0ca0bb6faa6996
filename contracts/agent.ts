import { z } from 'zod';
import { McpServerSource, processText } from './mcp-server-source.ts';
import { McpGrants, McpLimits, McpRuntime } from './mcp-servers.ts';

/** The protocol between the platform and its deployment agent; both sides check what they read by it. */

/** Ids become folder names at the agent. */
export const AgentServerId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/);
export const Installation = z.number().int().min(0).max(1_000_000_000);
export const KeepKey = z.string().min(1).max(500);
export const AgentSession = z.string().min(1).max(500);

/** In `_meta` of what a server asks: the key of the answer. A server may choose it; the agent does for requests that it parks. */
export const inputKeyMeta = 'throughline/inputKey';

const serverText = z.string().max(200);

export const AgentServerSpec = z.strictObject({
  id: AgentServerId,
  workspaceId: serverText,
  name: serverText,
  installation: Installation,
  runtime: McpRuntime.extract(['process', 'container', 'kubernetes']),
  source: McpServerSource.refine(
    (source) => source.kind !== 'builtin' && source.kind !== 'url',
    'must be something that an agent can run',
  ),
  grants: McpGrants,
  limits: McpLimits,
  environment: z.record(processText(100), processText(10_000)),
  idleSleepSeconds: z.number().positive().nullable(),
});

export const AgentServerState = z.strictObject({
  id: z.string(),
  installation: z.number(),
  state: z.enum(['created', 'starting', 'running', 'sleeping', 'stopped', 'quarantined']),
  processIds: z.array(z.number()),
  startedAt: z.string().nullable(),
  restarts: z.number(),
  memoryBytes: z.number().nullable(),
  lastExit: z.string().nullable(),
});

/** An error of the error table on its way from one process to the other. */
export const AgentFailure = z.strictObject({ code: z.string(), details: z.record(z.string(), z.unknown()) });
export type AgentFailure = z.infer<typeof AgentFailure>;

export const AgentRequests = {
  create: z.strictObject({ spec: AgentServerSpec }),
  start: z.strictObject({ installation: Installation }),
  forget: z.strictObject({ keepKey: KeepKey }),
};

export const AgentReplies = {
  done: z.strictObject({}),
  failed: z.strictObject({ failure: AgentFailure }),
  /** One line of the answer to `create`; the last one has no `log`. */
  createLine: z.union([
    z.strictObject({ log: z.string() }),
    z.strictObject({ version: z.string() }),
    z.strictObject({ failure: AgentFailure }),
  ]),
  server: z.strictObject({ server: AgentServerState.nullable() }),
  servers: z.strictObject({ servers: z.array(AgentServerState) }),
  logs: z.strictObject({ lines: z.array(z.strictObject({ at: z.string(), text: z.string() })) }),
  health: z.strictObject({
    version: z.string(),
    runtimes: z.array(z.strictObject({ name: McpRuntime, problem: z.string().nullable() })),
  }),
};

/** Name of the protocol in `Upgrade`. */
export const agentProtocol = 'throughline-mcp';

const params = z.record(z.string(), z.unknown());
const linkId = z.number().int().positive();
const rpcError = z.looseObject({ code: z.number(), message: z.string(), data: z.unknown().optional() });

/** What a caller writes on an open link: JSON-RPC with a few methods of the link's own, one message per line. */
export const LinkRequest = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: linkId,
  method: z.string(),
  params,
  /** The caller wants progress; its token is the link's business. */
  progress: z.boolean().optional(),
  keepKey: KeepKey.optional(),
  /** From its server's first question on it is kept under `key` until nobody came for it for long; of each owner so many. */
  park: z.strictObject({ key: KeepKey, owner: z.string().max(500) }).optional(),
});
export type LinkRequest = z.infer<typeof LinkRequest>;
export const LinkNotification = z.strictObject({ jsonrpc: z.literal('2.0'), method: z.string(), params });
/** The caller's answer to a question of the server. */
export const LinkAnswer = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: linkId,
  result: params.optional(),
  error: rpcError.optional(),
});
export type LinkAnswer = z.infer<typeof LinkAnswer>;

/**
 * What the agent writes. Answers of the server itself do not come this way: they are its own line behind `=<id> `, as
 * it wrote it, so that a large result is parsed once and nothing in it can pose as a word of the agent.
 */
export const LinkMessage = z.union([
  z.strictObject({ jsonrpc: z.literal('2.0'), id: linkId, failure: AgentFailure }),
  /** A question of the server (`id` and `for`), or what it tells (`for` only when it belongs to one request). */
  z.strictObject({
    jsonrpc: z.literal('2.0'),
    id: linkId.optional(),
    method: z.string(),
    params,
    for: linkId.optional(),
  }),
]);

/** The agent's first line on a link to a server, and its last one. */
export const linkMethods = {
  attached: 'throughline/attached',
  closed: 'throughline/closed',
  resume: 'throughline/resume',
  cancel: 'throughline/cancel',
  /** The caller left a kept request without cancelling it. */
  leave: 'throughline/leave',
} as const;

export const UpstreamGreeting = z.strictObject({
  /** The name it was deployed under. */
  name: z.string(),
  protocolVersion: z.string(),
  serverInfo: z.looseObject({ name: z.string(), version: z.string(), title: z.string().optional() }),
  capabilities: params,
  instructions: z.string().nullable(),
});
