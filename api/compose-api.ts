import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import type { EventBus } from '../domain/events/event-log.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { rememberedQuotas } from '../domain/quotas/remembered-quotas.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import type { Environment } from '../infra/env.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import { createWorkflowWatch } from '../temporal/history/watch-workflow.ts';
import { createApp } from './app.ts';
import { composeMcpCalls } from './compose-mcp-calls.ts';
import { composeMcpServers } from './compose-mcp-servers.ts';
import { composeRoutes } from './compose-routes.ts';
import { composeSecurity } from './compose-security.ts';
import { composeServices } from './compose-services.ts';
import { composeSockets } from './compose-sockets.ts';
import { errorHandler } from './middleware/errors.ts';
import { startOutbox } from './outbox.ts';
import { resumeImports } from './resume-imports.ts';
import { createSubjects } from './socket/subjects.ts';
import { workflowSubjects } from './socket/workflow-subjects.ts';

export interface ApiParts {
  readonly environment: Environment;
  readonly stores: Stores;
  readonly tokenSecret: string;
  readonly client: Client;
  readonly agent: DeploymentAgent;
  readonly bus: EventBus;
  readonly log: Log;
  /** Aborted once the process was told to stop. */
  readonly stopping: AbortSignal;
}

/** The whole API on an HTTP server that does not listen yet, with what runs beside the requests until it is disposed. */
export const composeApi = async (parts: ApiParts): Promise<{ http: Server } & AsyncDisposable> => {
  const { environment, stores, tokenSecret, client, bus, log, stopping } = parts;
  const services = composeServices(stores, client, environment, log);
  const security = await composeSecurity(stores, tokenSecret, environment, log);
  const remembered = rememberedQuotas(stores.quotas, () => performance.now());
  const mcpCalls = composeMcpCalls({ ...parts, redis: security.redis, quotas: remembered });
  const mcpServers = composeMcpServers({ ...parts, secrets: createMcpSecrets(tokenSecret), remembered });
  const watch = createWorkflowWatch({ client, log });
  const subjects = createSubjects({
    events: stores.events,
    ...services,
    tasks: mcpCalls.tasks,
    deployments: mcpServers.mcpDeployments,
    workflows: workflowSubjects(watch),
  });
  const routes = composeRoutes({ ...parts, services, security, mcpCalls, mcpServers, subjects, watch });
  const http = createServer(
    createApp({
      before: security.before,
      routers: routes.routers,
      errorHandler: errorHandler({ log, multipartMaxBytes: environment.MULTIPART_MAX_BYTES }),
      webFolder: join(import.meta.dirname, '..', 'web', 'dist'),
    }),
  );
  composeSockets({ http, security, subjects, bus, gateway: mcpCalls.gateway, environment, log, stopping });
  const background = [
    startOutbox({ ...services, ...mcpServers, tasks: mcpCalls.tasks, log }),
    resumeImports(services.imports, log),
    watch,
    routes,
    security.sweeps,
  ];
  return {
    http,
    [Symbol.asyncDispose]: async () => {
      for (const each of background) each[Symbol.dispose]();
      await services.imports[Symbol.asyncDispose]();
      await mcpCalls[Symbol.asyncDispose]();
    },
  };
};
