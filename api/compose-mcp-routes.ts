import type { Router } from 'express';
import { clientLayer } from '../domain/mcp/client-layer.ts';
import { externalClientService } from '../domain/mcp/clients/external-client-service.ts';
import { requestLogService } from '../domain/mcp/request-log/request-log-service.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import { serverNames } from '../mcp/servers/create-server.ts';
import type { McpCalls } from './compose-mcp-calls.ts';
import type { McpServerServices } from './compose-mcp-servers.ts';
import type { Security } from './compose-security.ts';
import { externalMcpClientRoutes } from './http/external-mcp-clients.ts';
import { mcpAgentRoutes } from './http/mcp-agents.ts';
import { mcpAuthorizationRoutes } from './http/mcp-authorizations.ts';
import { mcpConnectionRoutes } from './http/mcp-connections.ts';
import { mcpDeploymentRoutes } from './http/mcp-deployments.ts';
import { mcpLogRoutes } from './http/mcp-log.ts';
import { mcpServerRoutes } from './http/mcp-servers.ts';
import { mcpTaskRoutes } from './http/mcp-tasks.ts';
import { mcpToolRoutes } from './http/mcp-tools.ts';
import { mcpRoutes } from './http/mcp.ts';
import { toolCallers } from './mcp-caller.ts';

export interface McpRouteParts {
  readonly stores: Stores;
  readonly security: Security;
  readonly mcpCalls: McpCalls;
  readonly mcpServers: McpServerServices;
  /** Where the installation is reached from outside; undefined: wherever it was asked. */
  readonly publicUrl: string | undefined;
  readonly log: Log;
}

/** Everything about MCP: the endpoint of its clients, and the REST API of servers, tools, durable calls and their log. */
export const composeMcpRoutes = ({
  stores,
  security,
  mcpCalls,
  mcpServers,
  publicUrl,
  log,
}: McpRouteParts): Router[] => {
  const { gateway, requestLog, tasks, edge, authorizations } = mcpCalls;
  const { credentials, identity, isOwnOrigin } = security;
  const callers = toolCallers({ credentials, callers: identity.callers });
  const client = clientLayer(gateway);
  return [
    // First: agents call here all the time, and every router before it costs each of them.
    mcpRoutes({ edge, credentials, callers: identity.callers, isOwnOrigin, publicUrl }),
    mcpToolRoutes({ client, callers, requestLog, log }),
    mcpTaskRoutes({ tasks, callers }),
    mcpAuthorizationRoutes({
      authorizations,
      servers: stores.mcpServers,
      clientMetadataUrl: authorizations.metadataUrl,
    }),
    externalMcpClientRoutes({ clients: externalClients(stores, security) }),
    mcpLogRoutes({ log: requestLogService({ store: stores.mcpLog }), gateway, client, callers }),
    mcpAgentRoutes(mcpServers),
    mcpServerRoutes(mcpServers),
    mcpDeploymentRoutes(mcpServers),
    mcpConnectionRoutes(mcpServers),
  ];
};

const externalClients = (stores: Stores, { identity, oauthStore, publicUrl }: Security) =>
  externalClientService({
    store: stores.externalClients,
    serviceAccounts: identity.serviceAccounts,
    accounts: stores.identity.serviceAccounts,
    audit: stores.identity.audit,
    oauth: oauthStore,
    endGrants: async (workspaceId, clientId) => {
      await stores.identity.sessions.endAllOfClient(workspaceId, clientId, 'client-removed', new Date());
      identity.callers.forgetAll();
    },
    hasServer: async (workspaceId, name) =>
      serverNames.some((own) => own === name) ||
      (await stores.mcpServers.all(workspaceId)).some(({ server }) => server.name === name),
    publicUrl,
  });
