import type { Client } from '@temporalio/client';
import type { EventBus } from '../domain/events/event-log.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { createRequestLog } from '../domain/mcp/request-log/create-request-log.ts';
import { secretNamesIn } from '../domain/mcp/request-log/remember-secret-names.ts';
import { taskNews } from '../domain/mcp/tasks/task-news.ts';
import { taskService } from '../domain/mcp/tasks/task-service.ts';
import type { RememberedQuotas } from '../domain/quotas/remembered-quotas.ts';
import { createJsonSealer } from '../infra/crypto/json-sealer.ts';
import { createSealer } from '../infra/crypto/sealed-bytes.ts';
import type { Environment } from '../infra/env.ts';
import { createTaskResults } from '../infra/files/task-results.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import { composeAuthorizations } from '../mcp/compose-authorizations.ts';
import { composeGateway } from '../mcp/compose-gateway.ts';
import { createMcpEdge } from '../mcp/gateway/edge/create-edge.ts';
import { createCallLimit } from './middleware/call-limit.ts';
import { createWorkflows } from './workflows.ts';

export interface McpCallParts {
  readonly environment: Environment;
  readonly stores: Stores;
  readonly tokenSecret: string;
  readonly agent: Pick<DeploymentAgent, 'attach'>;
  readonly client: Client;
  readonly bus: EventBus;
  readonly redis: unknown;
  readonly quotas: RememberedQuotas;
  readonly log: Log;
}

/** The gateway of the API process with its log, its durable calls and its edge towards MCP clients. */
export const composeMcpCalls = (parts: McpCallParts) => {
  const { environment, stores, tokenSecret, agent, bus, redis, quotas, log } = parts;
  const { mcpServers, mcpLog, mcpTasks, events, blobs } = stores;
  const requestLog = createRequestLog({ store: mcpLog, secretNamesOf: secretNamesIn(mcpServers), log });
  const authorizations = composeAuthorizations({ stores, tokenSecret, environment });
  const gateway = composeGateway({
    environment,
    servers: mcpServers,
    agent,
    requestLog,
    authorizations,
    tokenSecret,
    takeCall: createCallLimit({ redis, factor: environment.RATE_LIMIT_FACTOR, quotas }),
    bus,
    events,
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
    runErrand: createWorkflows(parts.client).runTaskErrand,
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
    authorizations,
    [Symbol.asyncDispose]: async (): Promise<void> => {
      edge[Symbol.dispose]();
      await gateway[Symbol.asyncDispose]();
      await requestLog[Symbol.asyncDispose]();
    },
  };
};

export type McpCalls = ReturnType<typeof composeMcpCalls>;
