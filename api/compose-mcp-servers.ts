import type { Client } from '@temporalio/client';
import { auditLog } from '../domain/audit/audit-log.ts';
import { connectionNews } from '../domain/mcp/connections/connection-news.ts';
import { connectionService } from '../domain/mcp/connections/connection-service.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { deploymentProgress } from '../domain/mcp/deployments/deployment-progress.ts';
import { deploymentService } from '../domain/mcp/deployments/deployment-service.ts';
import { serverDeployments } from '../domain/mcp/servers/server-deployments.ts';
import { serverNews } from '../domain/mcp/servers/server-news.ts';
import { serverService } from '../domain/mcp/servers/server-service.ts';
import type { McpSecrets } from '../infra/crypto/mcp-secrets.ts';
import type { Environment } from '../infra/env.ts';
import type { Stores } from '../infra/open-stores.ts';
import { searchStarterList } from '../infra/runtimes/starter-list.ts';
import { createMcpWorkflows } from './mcp-workflows.ts';

export interface McpServerParts {
  stores: Pick<Stores, 'mcpServers' | 'mcpDeployments' | 'mcpConnections' | 'mcpHealth' | 'audit' | 'events'>;
  agent: Pick<DeploymentAgent, 'start' | 'stop' | 'logs'>;
  secrets: McpSecrets;
  environment: Pick<Environment, 'MCP_SERVERS_PER_WORKSPACE'>;
  client: Client;
}

/** Servers, deployments, connections and audit on real stores, as the API's routes need them. */
export const composeMcpServers = ({ stores, agent, secrets, environment, client }: McpServerParts) => {
  const now = (): Date => new Date();
  const { mcpServers: servers, mcpDeployments: deployments, events } = stores;
  const audit = auditLog({ entries: stores.audit, now });
  const news = serverNews(events);
  const progress = deploymentProgress({ deployments, events, now });
  const mcpWorkflows = createMcpWorkflows(client);
  return {
    audit,
    mcpWorkflows,
    searchCatalogue: searchStarterList,
    mcpServers: serverService({ servers, health: stores.mcpHealth, agent, news, audit, secrets }),
    mcpDeployments: deploymentService({ deployments, progress, audit, now }),
    serverDeployments: serverDeployments({
      servers,
      deployments,
      progress,
      news,
      audit,
      sealSecrets: secrets.seal,
      maxServers: environment.MCP_SERVERS_PER_WORKSPACE,
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
