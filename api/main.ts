import { createServer } from 'node:http';
import { join } from 'node:path';
import { readTokenSecret } from '../infra/crypto/token-secret.ts';
import { readEnvironment } from '../infra/env.ts';
import { createLocalBus } from '../infra/events/local-bus.ts';
import { createRedisBus } from '../infra/events/redis-bus.ts';
import { createLog } from '../infra/log.ts';
import { openIdentity } from '../infra/open-identity.ts';
import { openStores } from '../infra/open-stores.ts';
import { createTemporalClient } from '../temporal/client.ts';
import { createApp } from './app.ts';
import { composeRoutes } from './compose-routes.ts';
import { composeServices } from './compose-services.ts';
import { contextMiddleware } from './middleware/context.ts';
import { createCredentials } from './middleware/credentials.ts';
import { csrfProtection } from './middleware/csrf.ts';
import { errorHandler } from './middleware/errors.ts';
import { idempotency } from './middleware/idempotency.ts';
import { createOwnOrigin } from './middleware/own-origin.ts';
import { createRateLimits } from './middleware/rate-limit.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { createSessionCookies } from './middleware/session-cookies.ts';
import { createSignInAttempts } from './middleware/sign-in-attempts.ts';
import { startOutbox } from './outbox.ts';
import { resumeImports } from './resume-imports.ts';
import { serve } from './serve.ts';
import { createSocketServer } from './socket/socket-server.ts';
import { createSubjects } from './socket/subjects.ts';
import { workflowSubjects } from './socket/workflow-subjects.ts';

const environment = readEnvironment();
const log = createLog('api', environment);
const secret = await readTokenSecret(environment);
const publicUrl = environment.PUBLIC_URL?.replace(/\/$/, '') ?? `http://localhost:${environment.PORT}`;

const bus = environment.REDIS_URL ? createRedisBus(environment.REDIS_URL, log) : createLocalBus();
const stores = await openStores(environment, bus);
const client = createTemporalClient({
  address: environment.TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
  namespace: environment.TEMPORAL_NAMESPACE,
});
const { identity, replies, csrf, tokens } = await openIdentity(stores, secret, createSignInAttempts());
const cookies = createSessionCookies({ secure: publicUrl.startsWith('https:') });
const credentials = createCredentials({ cookies, callers: identity.callers });
const isOwnOrigin = createOwnOrigin(environment.PUBLIC_URL);
const services = composeServices(stores, client, environment, log);
const subjects = createSubjects({ events: stores.events, ...services, workflows: workflowSubjects(client) });

let stopping = false;
const parts = {
  environment,
  stores,
  services,
  client,
  identity,
  credentials,
  cookies,
  csrf,
  tokens,
  bus,
  subjects,
  publicUrl,
};
const routes = composeRoutes({ ...parts, isStopping: () => stopping });
const app = createApp({
  before: [
    securityHeaders({ publicUrl: environment.PUBLIC_URL }),
    contextMiddleware({ credentials, limits: createRateLimits(), log, trustedProxies: environment.TRUSTED_PROXIES }),
    csrfProtection({ credentials, csrf, isOwnOrigin }),
    idempotency({ replies, log }),
  ],
  routers: routes.routers,
  errorHandler: errorHandler({ log, multipartMaxBytes: environment.MULTIPART_MAX_BYTES }),
  webFolder: join(import.meta.dirname, '..', 'web', 'dist'),
});
const http = createServer(app);
const sockets = createSocketServer({
  http,
  subjects,
  bus,
  identify: (request) => credentials.verify(request),
  isOwnOrigin: ({ origin, host }) => origin === undefined || isOwnOrigin(origin, host),
  log,
});
const outbox = startOutbox({ ...services, log });
const importsResumer = resumeImports(services.imports, log);
await serve({
  http,
  host: environment.HOST,
  port: environment.PORT,
  log,
  graceMs: environment.SHUTDOWN_GRACE_SECONDS * 1_000,
  onStopping: () => {
    stopping = true;
  },
  parts: [
    () => outbox[Symbol.dispose](),
    () => sockets[Symbol.asyncDispose](),
    () => importsResumer[Symbol.dispose](),
    () => services.imports[Symbol.asyncDispose](),
    () => routes[Symbol.dispose](),
  ],
});
await client[Symbol.asyncDispose]();
await stores.database[Symbol.asyncDispose]();
process.exit(0);
