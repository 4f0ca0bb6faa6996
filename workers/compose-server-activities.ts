import { auditLog } from '../domain/audit/audit-log.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { mcpServerParts } from '../domain/mcp/mcp-server-parts.ts';
import type { McpSecrets } from '../infra/crypto/mcp-secrets.ts';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import { createSafeFetch } from '../infra/net/safe-fetch.ts';
import type { Stores } from '../infra/open-stores.ts';
import type { Authorizations } from '../mcp/gateway/authorizations/authorizations.ts';
import { readDefinitions } from '../mcp/gateway/read-definitions.ts';
import { connectServer, personAt } from '../mcp/gateway/upstreams/connect-server.ts';
import { mcpServerActivities } from '../activities/mcp-servers.ts';

export interface ServerActivityParts {
  stores: Pick<Stores, 'mcpServers' | 'mcpDeployments' | 'mcpConnections' | 'mcpHealth' | 'audit' | 'events'>;
  agent: DeploymentAgent;
  secrets: McpSecrets;
  authorizations: Authorizations;
  environment: Pick<Environment, 'MCP_ALLOWED_PRIVATE_HOSTS'>;
  log: Pick<Log, 'warn'>;
}

/** Longer than a server may need to wake, shorter than a step may take. */
const connectTimeoutMs = 60_000;

/** The activities of MCP servers on real stores, with the agent and the gateway's own way to connect. */
export const composeServerActivities = ({
  stores,
  agent,
  secrets,
  authorizations,
  environment,
  log,
}: ServerActivityParts) => {
  const fetch = createSafeFetch({ allowPrivate: environment.MCP_ALLOWED_PRIVATE_HOSTS });
  const parts = mcpServerParts({
    servers: stores.mcpServers,
    deployments: stores.mcpDeployments,
    health: stores.mcpHealth,
    connections: stores.mcpConnections,
    audit: auditLog({ entries: stores.audit, now: () => new Date() }),
    events: stores.events,
    agent,
    openUpstream: async (record, { signal } = {}) => {
      const deadline = AbortSignal.timeout(connectTimeoutMs);
      const bounded = signal ? AbortSignal.any([signal, deadline]) : deadline;
      // Often the next try after somebody signed in.
      const personId = await personAt(authorizations, record, record.addedById, { fresh: true });
      const parts = { agent, fetch, authorizations, openSecrets: secrets.open };
      return connectServer(parts, record, null, bounded, personId);
    },
    readDefinitions,
    openSecrets: secrets.open,
    now: () => new Date(),
    nowMs: () => performance.now(),
    onStatusError: (error) => log.warn({ err: error }, 'status of an MCP server could not be read'),
  });
  return mcpServerActivities(parts);
};
