import { mcpCallActivities } from '../activities/mcp-calls.ts';
import { createCallLimit } from '../api/middleware/call-limit.ts';
import { documentEndpoints } from '../contracts/documents.ts';
import { createCaller } from '../contracts/kernel/client.ts';
import { ownServerNames } from '../contracts/mcp-server-source.ts';
import { documentService } from '../domain/documents/document-service.ts';
import type { EventBus } from '../domain/events/event-log.ts';
import { createCallerService } from '../domain/identity/caller-service.ts';
import type { AccessTokens } from '../domain/identity/credential-ports.ts';
import type { DeploymentAgent } from '../domain/mcp/deployment-agent.ts';
import { createRequestLog } from '../domain/mcp/request-log/create-request-log.ts';
import { secretNamesIn } from '../domain/mcp/request-log/remember-secret-names.ts';
import { callRetention } from '../domain/mcp/tasks/call-retention.ts';
import { taskCallers } from '../domain/mcp/tasks/task-callers.ts';
import { taskLog, type TaskLog } from '../domain/mcp/tasks/task-log.ts';
import { taskNews } from '../domain/mcp/tasks/task-news.ts';
import { taskRunner } from '../domain/mcp/tasks/task-runner.ts';
import type { TaskRecord } from '../domain/mcp/tasks/task-store.ts';
import { rememberedQuotas } from '../domain/quotas/remembered-quotas.ts';
import { createJsonSealer } from '../infra/crypto/json-sealer.ts';
import { oneTimeSecrets } from '../infra/crypto/one-time-secrets.ts';
import type { Environment } from '../infra/env.ts';
import { createTaskResults } from '../infra/files/task-results.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import { createLimitRedis } from '../infra/redis/limit-redis.ts';
import { composeGateway } from '../mcp/compose-gateway.ts';
import type { Authorizations } from '../mcp/gateway/authorizations/authorizations.ts';
import { stopReading } from './stop-reading.ts';

export interface CallActivityParts {
  readonly stores: Stores;
  readonly environment: Environment;
  readonly tokenSecret: string;
  readonly tokens: AccessTokens;
  readonly authorizations: Authorizations;
  readonly agent: Pick<DeploymentAgent, 'attach' | 'forget'>;
  readonly bus: EventBus;
  readonly log: Log;
}

const ownNames: ReadonlySet<string> = new Set(ownServerNames);
const behindTheAgent: ReadonlySet<string> = new Set(['process', 'container', 'kubernetes']);

/** Durable tool calls through a gateway of the worker's own, as activities. */
export const composeCallActivities = (parts: CallActivityParts) => {
  const { stores, environment, tokenSecret, tokens, agent, log } = parts;
  const { mcpServers, mcpLog, mcpTasks, events, identity } = stores;
  const requestLog = createRequestLog({ store: mcpLog, secretNamesOf: secretNamesIn(mcpServers), log });
  const callLog = taskLog(requestLog);
  const { gateway, redis } = openGateway(parts, callLog);
  const sealer = createJsonSealer(tokenSecret, 'mcp-tasks');
  const clock = () => new Date();
  const callers = createCallerService({ stores: identity, tokens, secrets: oneTimeSecrets, clock });
  const callerOf = taskCallers({ callers, tokens, serviceAccounts: identity.serviceAccounts, clock });
  const results = createTaskResults(stores.blobs);
  const tasks = taskRunner({
    store: mcpTasks,
    results,
    sealer,
    news: taskNews({ events, sealer }),
    gateway,
    callerOf,
    keeperOf: async ({ workspaceId, serverName }) => {
      const found = (await mcpServers.all(workspaceId)).find(({ server }) => server.name === serverName);
      return found && behindTheAgent.has(found.server.runtime) ? found.server.id : null;
    },
    forget: agent.forget,
    isOurs: ({ serverName }) => ownNames.has(serverName),
    stopWork: stopReading({
      cancelAsOwner: cancelAsOwner(environment.API_INTERNAL_URL ?? `http://127.0.0.1:${environment.PORT}`, callerOf),
      cancelRecord: documentService(stores).cancel,
    }),
    log: callLog,
  });
  return {
    activities: mcpCallActivities({
      tasks,
      retention: callRetention({
        log: mcpLog,
        tasks: mcpTasks,
        results,
        events,
        days: environment.MCP_LOG_RETENTION_DAYS,
      }),
    }),
    [Symbol.asyncDispose]: async (): Promise<void> => {
      await gateway[Symbol.asyncDispose]();
      await requestLog[Symbol.asyncDispose]();
      redis?.disconnect();
    },
  };
};

/** The worker's own gateway. Events tell it of changed servers early where there is Redis; each call reads them afresh. */
const openGateway = (parts: CallActivityParts, requestLog: TaskLog) => {
  const { stores, environment, tokenSecret, authorizations, agent, bus, log } = parts;
  const { REDIS_URL: redisUrl, RATE_LIMIT_FACTOR: factor } = environment;
  const redis = redisUrl === undefined ? undefined : createLimitRedis(redisUrl, log);
  const quotas = rememberedQuotas(stores.quotas, () => performance.now());
  const gateway = composeGateway({
    environment,
    servers: stores.mcpServers,
    agent,
    requestLog,
    authorizations,
    tokenSecret,
    takeCall: createCallLimit({ redis, factor, quotas }),
    bus: redisUrl === undefined ? { subscribe: () => () => undefined } : bus,
    events: stores.events,
    // The process that took a call may know of a change that has not come here.
    limits: { staleMs: 0 },
    log,
  });
  return { gateway, redis };
};

const cancelAsOwner =
  (origin: string, callerOf: (record: TaskRecord) => Promise<{ token: string }>) =>
  async (record: TaskRecord, id: string): Promise<unknown> => {
    const { token } = await callerOf(record);
    const call = createCaller({ origin, headers: () => ({ authorization: `Bearer ${token}` }) });
    return await call(documentEndpoints.cancel, { params: { id } });
  };
