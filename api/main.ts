import { createServer } from 'node:http';
import { join } from 'node:path';
import { openAgentClient } from '../infra/agent/open-agent-client.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import { readTokenSecret } from '../infra/crypto/token-secret.ts';
import { readEnvironment } from '../infra/env.ts';
import { createLocalBus } from '../infra/events/local-bus.ts';
import { createRedisBus } from '../infra/events/redis-bus.ts';
import { createLog } from '../infra/log.ts';
import { openStores } from '../infra/open-stores.ts';
import { createTemporalClient } from '../temporal/client.ts';
import { createWorkflowWatch } from '../temporal/history/watch-workflow.ts';
import { createApp } from './app.ts';
import { composeMcpCalls } from './compose-mcp-calls.ts';
import { composeMcpServers } from './compose-mcp-servers.ts';
import { composeRoutes } from './compose-routes.ts';
import { composeSecurity } from './compose-security.ts';
import { composeServices } from './compose-services.ts';
import { errorHandler } from './middleware/errors.ts';
import { createOrchestratorServer } from './orchestrator/orchestrator-server.ts';
import { startOutbox } from './outbox.ts';
import { resumeImports } from './resume-imports.ts';
import { serve } from './serve.ts';
import { createSocketServer } from './socket/socket-server.ts';
import { createSubjects } from './socket/subjects.ts';
import { workflowSubjects } from './socket/workflow-subjects.ts';

const environment = readEnvironment();
const log = createLog('api', environment);
const bus = environment.REDIS_URL ? createRedisBus(environment.REDIS_URL, log) : createLocalBus();
const stores = await openStores(environment, bus);
const client = createTemporalClient({
  address: environment.TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
  namespace: environment.TEMPORAL_NAMESPACE,
});
const services = composeServices(stores, client, environment, log);
const security = await composeSecurity(stores, environment, log);
const agent = await openAgentClient(environment);
const tokenSecret = await readTokenSecret(environment);
const mcpCalls = composeMcpCalls({ environment, stores, tokenSecret, agent, client, bus, log });
const mcpServers = composeMcpServers({ stores, agent, secrets: createMcpSecrets(tokenSecret), environment, client });
const watch = createWorkflowWatch({ client, log });
const subjects = createSubjects({
  events: stores.events,
  ...services,
  tasks: mcpCalls.tasks,
  deployments: mcpServers.mcpDeployments,
  workflows: workflowSubjects(watch),
});

const stop = new AbortController();
const routes = composeRoutes({
  environment,
  stores,
  services,
  security,
  mcpCalls,
  mcpServers,
  client,
  bus,
  subjects,
  watch,
  log,
  stopping: stop.signal,
});
const app = createApp({
  before: security.before,
  routers: routes.routers,
  errorHandler: errorHandler({ log, multipartMaxBytes: environment.MULTIPART_MAX_BYTES }),
  webFolder: join(import.meta.dirname, '..', 'web', 'dist'),
});
const http = createServer(app);
const { credentials, isOwnOrigin } = security;
const sockets = createSocketServer({
  http,
  subjects,
  bus,
  identify: (request) => credentials.verify(request),
  isOwnOrigin: ({ origin, host }) => origin === undefined || isOwnOrigin(origin, host),
  log,
});
const orchestrator = createOrchestratorServer({
  http,
  credentials,
  callers: security.identity.callers,
  isOwnOrigin,
  gateway: mcpCalls.gateway,
  origin: environment.API_INTERNAL_URL ?? `http://127.0.0.1:${environment.PORT}`,
  log,
});
// Open sockets would keep the server from closing.
stop.signal.addEventListener('abort', () => void sockets[Symbol.asyncDispose]());
stop.signal.addEventListener('abort', () => void orchestrator[Symbol.asyncDispose]());
const background = [
  startOutbox({ ...services, ...mcpServers, tasks: mcpCalls.tasks, log }),
  resumeImports(services.imports, log),
  watch,
  routes,
  security.sweeps,
];

await serve({
  http,
  host: environment.HOST,
  port: environment.PORT,
  log,
  graceMs: environment.SHUTDOWN_GRACE_SECONDS * 1_000,
  stop,
});
for (const each of background) each[Symbol.dispose]();
await services.imports[Symbol.asyncDispose]();
await mcpCalls[Symbol.asyncDispose]();
agent[Symbol.dispose]();
await client[Symbol.asyncDispose]();
await stores.database[Symbol.asyncDispose]();
process.exit(0);
