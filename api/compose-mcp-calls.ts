import type { Client } from '@temporalio/client';
import type { Router } from 'express';
import type { EventBus } from '../domain/events/event-log.ts';
import { clientLayer } from '../domain/mcp/client-layer.ts';
import { externalClientService } from '../domain/mcp/clients/external-client-service.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { createRequestLog } from '../domain/mcp/request-log/create-request-log.ts';
import { requestLogService } from '../domain/mcp/request-log/request-log-service.ts';
import { taskNews } from '../domain/mcp/tasks/task-news.ts';
import { taskService } from '../domain/mcp/tasks/task-service.ts';
import { createJsonSealer } from '../infra/crypto/json-sealer.ts';
import { createSealer } from '../infra/crypto/sealed-bytes.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import type { Environment } from '../infra/env.ts';
import { createTaskResults } from '../infra/files/task-results.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import { createMcpEdge } from '../mcp/gateway/edge/create-edge.ts';
import { serverNames } from '../mcp/servers/create-server.ts';
import { composeAuthorizations } from './compose-authorizations.ts';
import { composeGateway } from './compose-gateway.ts';
import type { Security } from './compose-security.ts';
import { externalMcpClientRoutes } from './http/external-mcp-clients.ts';
import { mcpAuthorizationRoutes } from './http/mcp-authorizations.ts';
import { mcpLogRoutes } from './http/mcp-log.ts';
import { mcpTaskRoutes } from './http/mcp-tasks.ts';
import { mcpToolRoutes } from './http/mcp-tools.ts';
import { toolCallers } from './mcp-caller.ts';
import { createWorkflows } from './workflows.ts';

export interface McpCallParts {
  readonly environment: Environment;
  readonly stores: Stores;
  readonly tokenSecret: string;
  readonly agent: Pick<DeploymentAgent, 'attach'>;
  readonly client: Client;
  readonly bus: EventBus;
  readonly log: Log;
}

/** The gateway of the API process with its log and its durable calls. */
export const composeMcpCalls = ({ environment, stores, tokenSecret, agent, client, bus, log }: McpCallParts) => {
  const { mcpServers, mcpLog, mcpTasks, events, blobs } = stores;
  const secretNamesOf = async (workspaceId: string, serverName: string) =>
    (await mcpServers.all(workspaceId)).find(({ server }) => server.name === serverName)?.server.secretNames ?? [];
  const requestLog = createRequestLog({ store: mcpLog, secretNamesOf, log });
  const openSecrets = createMcpSecrets(tokenSecret).open;
  const authorizations = composeAuthorizations({ stores, tokenSecret, environment });
  const gateway = composeGateway({
    environment,
    servers: mcpServers,
    agent,
    requestLog,
    authorizations,
    openSecrets,
    bus,
    log,
  });
  const sealer = createJsonSealer(tokenSecret, 'mcp-tasks');
  const tasks = taskService({
    store: mcpTasks,
    results: createTaskResults(blobs),
    sealer,
    gateway,
    news: taskNews({ events, sealer }),
    bus,
    runErrand: createWorkflows(client).runTaskErrand,
  });
  const edge = createMcpEdge({
    gateway,
    tasks,
    sealer: createSealer(tokenSecret, 'mcp-request-state'),
    serverInfo: { name: 'throughline', title: 'Throughline', version: '0.1.0' },
    onError: (error) => log.warn({ err: error }, 'mcp request failed'),
  });
  return {
    gateway,
    requestLog,
    tasks,
    edge,
    routers: (security: Security): Router[] => {
      const callers = toolCallers(security);
      const layer = clientLayer(gateway);
      return [
        mcpToolRoutes({ client: layer, callers, requestLog, log }),
        mcpTaskRoutes({ tasks, callers }),
        mcpAuthorizationRoutes({
          authorizations,
          servers: mcpServers,
          clientMetadataUrl: authorizations.metadataUrl,
        }),
        externalMcpClientRoutes({ clients: composeExternalClients(stores, security, serverNames) }),
        mcpLogRoutes({ log: requestLogService({ store: mcpLog }), gateway, client: layer, callers }),
      ];
    },
    [Symbol.asyncDispose]: async (): Promise<void> => {
      edge[Symbol.dispose]();
      await gateway[Symbol.asyncDispose]();
      await requestLog[Symbol.asyncDispose]();
    },
  };
};

const composeExternalClients = (stores: Stores, security: Security, ownServers: readonly string[]) => {
  const { identity, oauthStore, publicUrl } = security;
  return externalClientService({
    store: stores.externalClients,
    serviceAccounts: identity.serviceAccounts,
    accounts: stores.identity.serviceAccounts,
    oauth: oauthStore,
    endGrants: async (workspaceId, clientId) => {
      await stores.identity.sessions.endAllOfClient(workspaceId, clientId, 'client-removed', new Date());
      identity.callers.forgetAll();
    },
    hasServer: async (workspaceId, name) =>
      ownServers.includes(name) ||
      (await stores.mcpServers.all(workspaceId)).some(({ server }) => server.name === name),
    publicUrl,
  });
};

export type McpCalls = ReturnType<typeof composeMcpCalls>;
