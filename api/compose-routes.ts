import { join } from 'node:path';
import { createRequire } from 'node:module';
import type { Client } from '@temporalio/client';
import type { Router } from 'express';
import type { EventBus } from '../domain/events/event-log.ts';
import type { Environment } from '../infra/env.ts';
import { internalEventsPath } from '../infra/events/loopback-bus.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import type { WorkflowWatch } from '../temporal/history/watch-workflow.ts';
import { createOperations } from '../temporal/operations/operations.ts';
import type { McpServerServices } from './compose-mcp-servers.ts';
import type { McpCalls } from './compose-mcp-calls.ts';
import { composeMcpRoutes } from './compose-mcp-routes.ts';
import type { Security } from './compose-security.ts';
import type { Services } from './compose-services.ts';
import { analyticsRoutes } from './http/analytics.ts';
import { auditRoutes } from './http/audit.ts';
import { authRoutes } from './http/auth.ts';
import { catalogRoutes } from './http/catalog.ts';
import { customerRoutes } from './http/customers.ts';
import { docsRoutes } from './http/docs.ts';
import { documentRoutes } from './http/documents.ts';
import { eventRoutes } from './http/events.ts';
import { fileRoutes } from './http/files.ts';
import { healthRoutes } from './http/health.ts';
import { internalEventRoutes } from './http/internal-events.ts';
import { oauthRoutes } from './http/oauth.ts';
import { operationRoutes } from './http/operations.ts';
import { quotaRoutes } from './http/quotas.ts';
import { quoteRoutes } from './http/quotes.ts';
import { serviceAccountRoutes } from './http/service-accounts.ts';
import { userRoutes } from './http/users.ts';
import { operationSubjects } from './operation-subjects.ts';
import type { Subjects } from './socket/subjects.ts';
import { resumableUploads } from './uploads/resumable-uploads.ts';

export interface RouteParts {
  environment: Environment;
  stores: Stores;
  services: Services;
  security: Security;
  mcpCalls: McpCalls;
  mcpServers: McpServerServices;
  client: Client;
  bus: EventBus;
  subjects: Subjects;
  watch: WorkflowWatch;
  log: Log;
  /** Aborted once the process was told to stop. */
  stopping: AbortSignal;
}

/** Every router of the REST API, each with what it needs. */
export const composeRoutes = (parts: RouteParts): { routers: Router[] } & Disposable => {
  const { environment, stores, services, security, client, bus, subjects } = parts;
  const { identity } = security;
  const { documents, acceptUpload } = services;
  const incomingFolder = join(environment.DATA_DIR, 'incoming');
  const resumable = resumableUploads({
    documents,
    acceptUpload,
    folder: join(environment.DATA_DIR, 'uploads'),
    maxBytes: environment.UPLOAD_MAX_BYTES,
  });
  const checks = {
    database: () => stores.database.ping(),
    temporal: () => client.withDeadline(Date.now() + 2_000, () => client.workflowService.getSystemInfo({})),
  };
  const operations = createOperations({
    client,
    watch: parts.watch,
    log: parts.log,
    now: () => new Date(),
    ...operationSubjects(stores),
  });
  const { edge } = parts.mcpCalls;
  // Open streams would keep the server from closing.
  parts.stopping.addEventListener('abort', () => edge[Symbol.dispose]());
  const routers = [
    ...composeMcpRoutes({ ...parts, publicUrl: environment.PUBLIC_URL }),
    healthRoutes({ checks, isStopping: () => parts.stopping.aborted }),
    internalEventRoutes({ path: internalEventsPath, bus, verifyInternal: security.tokens.verifyInternal }),
    authRoutes(security),
    userRoutes({ users: identity.users, linkAddress: (token) => `${security.publicUrl}/welcome/${token}` }),
    serviceAccountRoutes({ serviceAccounts: identity.serviceAccounts }),
    // Before the routes of files, whose `:id` would take its address.
    resumable.router,
    fileRoutes({ documents, acceptUpload, incomingFolder, maxBytes: environment.MULTIPART_MAX_BYTES }),
    documentRoutes(services),
    quoteRoutes({ ...services, blobs: stores.blobs }),
    catalogRoutes({ ...services, incomingFolder }),
    customerRoutes(services),
    analyticsRoutes(services),
    eventRoutes({ subjects }),
    operationRoutes({ operations }),
    auditRoutes(parts.mcpServers),
    quotaRoutes(parts.mcpServers),
    oauthRoutes(security),
    docsRoutes({ viewerFolder: join(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'), '..') }),
  ];
  return { routers, [Symbol.dispose]: () => resumable[Symbol.dispose]() };
};
