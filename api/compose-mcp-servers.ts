import type { Client } from '@temporalio/client';
import { auditLog } from '../domain/audit/audit-log.ts';
import { agentView } from '../domain/mcp/agents/agent-view.ts';
import { connectionNews } from '../domain/mcp/connections/connection-news.ts';
import { connectionService } from '../domain/mcp/connections/connection-service.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { deploymentProgress } from '../domain/mcp/deployments/deployment-progress.ts';
import { deploymentService } from '../domain/mcp/deployments/deployment-service.ts';
import { serverDeployments } from '../domain/mcp/servers/server-deployments.ts';
import { serverNews } from '../domain/mcp/servers/server-news.ts';
import { serverService } from '../domain/mcp/servers/server-service.ts';
import { quotaService } from '../domain/quotas/quota-service.ts';
import { limitUnder } from '../domain/quotas/quota-store.ts';
import type { RememberedQuotas } from '../domain/quotas/remembered-quotas.ts';
import type { McpSecrets } from '../infra/crypto/mcp-secrets.ts';
import type { Environment } from '../infra/env.ts';
import { createAddressCheck } from '../infra/net/safe-fetch.ts';
import type { Stores } from '../infra/open-stores.ts';
import { searchStarterList } from '../infra/runtimes/starter-list.ts';
import { mostCallsPerMinute } from './middleware/call-limit.ts';
import { createMcpWorkflows } from './mcp-workflows.ts';

export interface McpServerParts {
  stores: Pick<
    Stores,
    'mcpServers' | 'mcpDeployments' | 'mcpConnections' | 'mcpHealth' | 'mcpLog' | 'quotas' | 'audit' | 'events'
  >;
  agent: Pick<DeploymentAgent, 'start' | 'stop' | 'logs' | 'health' | 'list'>;
  secrets: McpSecrets;
  environment: Environment;
  remembered: RememberedQuotas;
  client: Client;
}

/** Servers, deployments, connections and audit on real stores, as the API's routes need them. */
export const composeMcpServers = ({ stores, agent, secrets, environment, remembered, client }: McpServerParts) => {
  const now = (): Date => new Date();
  const { mcpServers: servers, mcpDeployments: deployments, events } = stores;
  const audit = auditLog({ entries: stores.audit, now });
  const news = serverNews(events);
  const progress = deploymentProgress({ deployments, events, now });
  const mcpWorkflows = createMcpWorkflows(client);
  const mostServers = environment.MCP_SERVERS_PER_WORKSPACE;
  return {
    audit,
    agents: agentView({
      agent,
      address: environment.AGENT_URL === undefined ? null : new URL(environment.AGENT_URL).host,
      servers,
    }),
    quotas: quotaService({
      quotas: stores.quotas,
      servers,
      log: stores.mcpLog,
      audit,
      most: { mcpServers: mostServers, callsPerMinute: mostCallsPerMinute(environment.RATE_LIMIT_FACTOR) },
      installation: {
        uploadBytes: environment.UPLOAD_MAX_BYTES,
        extractionMemoryMb: environment.EXTRACT_MEMORY_MB,
        extractionSeconds: environment.EXTRACT_TIMEOUT_SECONDS,
        logRetentionDays: environment.MCP_LOG_RETENTION_DAYS,
      },
      forget: remembered.forget,
      now,
    }),
    mcpWorkflows,
    searchCatalogue: searchStarterList,
    checkAddress: createAddressCheck({ allowPrivate: environment.MCP_ALLOWED_PRIVATE_HOSTS }),
    mcpServers: serverService({ servers, health: stores.mcpHealth, agent, news, audit, secrets }),
    mcpDeployments: deploymentService({ deployments, progress, audit, now }),
    serverDeployments: serverDeployments({
      servers,
      deployments,
      progress,
      news,
      audit,
      sealSecrets: secrets.seal,
      maxServersOf: async (workspaceId) => limitUnder(mostServers, (await stores.quotas.find(workspaceId)).mcpServers),
      now,
    }),
    mcpConnections: connectionService({
      servers,
      connections: stores.mcpConnections,
      audit,
      connectionNews: connectionNews(events),
      test: mcpWorkflows.testConnection,
      now,
    }),
  };
};

export type McpServerServices = ReturnType<typeof composeMcpServers>;
