import { openAgentClient } from '../infra/agent/open-agent-client.ts';
import { readTokenSecret } from '../infra/crypto/token-secret.ts';
import { readEnvironment } from '../infra/env.ts';
import { createLocalBus } from '../infra/events/local-bus.ts';
import { createRedisBus } from '../infra/events/redis-bus.ts';
import { createLog } from '../infra/log.ts';
import { openStores } from '../infra/open-stores.ts';
import { createTemporalClient } from '../temporal/client.ts';
import { composeApi } from './compose-api.ts';
import { serve } from './serve.ts';

const environment = readEnvironment();
const log = createLog('api', environment);
const bus = environment.REDIS_URL ? createRedisBus(environment.REDIS_URL, log) : createLocalBus();
const stores = await openStores(environment, bus);
const client = createTemporalClient({
  address: environment.TEMPORAL_ADDRESS ?? '127.0.0.1:7233',
  namespace: environment.TEMPORAL_NAMESPACE,
});
const agent = await openAgentClient(environment);
const tokenSecret = await readTokenSecret(environment);
const stop = new AbortController();
const api = await composeApi({
  environment,
  stores,
  tokenSecret,
  client,
  agent,
  bus,
  log,
  stopping: stop.signal,
});

await serve({
  http: api.http,
  host: environment.HOST,
  port: environment.PORT,
  log,
  graceMs: environment.SHUTDOWN_GRACE_SECONDS * 1_000,
  stop,
});
await api[Symbol.asyncDispose]();
agent[Symbol.dispose]();
await client[Symbol.asyncDispose]();
await stores.database[Symbol.asyncDispose]();
process.exit(0);
