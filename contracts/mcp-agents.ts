import { z } from 'zod';
import { AgentServerState } from './agent.ts';
import { endpoint } from './kernel/endpoint.ts';
import { McpCause, McpRuntime, McpServerId } from './mcp-servers.ts';

/** A deployment agent: the process that installs servers and runs them. */
export const McpAgent = z.strictObject({
  /** `host:port`, for those who may manage servers; null for the one that runs beside the platform. */
  address: z.string().nullable(),
  /** Null when it does not answer; `cause` says why. */
  version: z.string().nullable(),
  cause: McpCause.nullable(),
  runtimes: z.array(z.strictObject({ name: McpRuntime, problem: z.string().nullable() })),
  /** Servers of the workspace that it should have; empty while it does not answer. */
  servers: z.array(
    z.strictObject({
      id: McpServerId,
      title: z.string(),
      /** Null: the agent does not know it. */
      state: AgentServerState.shape.state.nullable(),
      processes: z.number().int(),
      restarts: z.number().int(),
      memoryBytes: z.number().int().nullable(),
      startedAt: z.string().nullable(),
      lastExit: z.string().nullable(),
    }),
  ),
});
export type McpAgent = z.infer<typeof McpAgent>;

export const mcpAgentEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/mcp_agent',
    summary: 'Deployment agents with what runs on them',
    access: 'mcp-servers:read',
    reply: z.strictObject({ items: z.array(McpAgent) }),
  }),
};
