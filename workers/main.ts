import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { openAgentClient } from '../infra/agent/open-agent-client.ts';
import { createAccessTokens } from '../infra/crypto/access-tokens.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import { readTokenSecret } from '../infra/crypto/token-secret.ts';
import { readEnvironment } from '../infra/env.ts';
import { createLoopbackBus } from '../infra/events/loopback-bus.ts';
import { createRedisBus } from '../infra/events/redis-bus.ts';
import { findReaderSandbox } from '../infra/extract/reader-sandbox.ts';
import { createLog } from '../infra/log.ts';
import { openStores } from '../infra/open-stores.ts';
import { composeAuthorizations } from '../mcp/compose-authorizations.ts';
import { createTemporalClient } from '../temporal/client.ts';
import { ensureSearchAttributes } from '../temporal/ensure-search-attributes.ts';
import { searchAttributes } from '../temporal/search-attributes.ts';
import { taskQueues } from '../temporal/task-queues.ts';
import { composeCallActivities } from './compose-call-activities.ts';
import { composeSalesActivities } from './compose-sales-activities.ts';
import { composeServerActivities } from './compose-server-activities.ts';
import { connectWithRetry } from './connect-with-retry.ts';
import { createWorkers } from './create-workers.ts';
import { ensureSchedules } from './ensure-schedules.ts';

const environment = readEnvironment();
const log = createLog('worker', environment);
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ ...meta, sdkLevel: level }, message)),
  shutdownSignals: [],
});

const readerSandbox = findReaderSandbox();
const tokenSecret = await readTokenSecret(environment);
const tokens = createAccessTokens(tokenSecret, () => new Date());
await using bus = environment.REDIS_URL
  ? createRedisBus(environment.REDIS_URL, log)
  : createLoopbackBus({
      apiUrl: environment.API_INTERNAL_URL ?? `http://127.0.0.1:${environment.PORT}`,
      token: () => tokens.signInternal().token,
      log,
    });
const stores = await connectWithRetry('database', log, () => openStores(environment, bus));
await using _database = stores.database;

const address = environment.TEMPORAL_ADDRESS ?? '127.0.0.1:7233';
const namespace = environment.TEMPORAL_NAMESPACE;
const connection = await connectWithRetry('temporal', log, () => NativeConnection.connect({ address }));
await using client = createTemporalClient({ address, namespace });
await connectWithRetry('search attributes', log, () =>
  ensureSearchAttributes(client.connection, namespace, searchAttributes),
);
await connectWithRetry('schedules', log, () => ensureSchedules(client));

using agent = await openAgentClient(environment);
const authorizations = composeAuthorizations({ stores, tokenSecret, environment });
const secrets = createMcpSecrets(tokenSecret);
await using calls = composeCallActivities({
  stores,
  environment,
  tokenSecret,
  tokens,
  authorizations,
  agent,
  bus,
  log,
});
const { sandbox, problem } = await readerSandbox;
if (problem !== null) log.warn({ problem }, 'documents are read without the sandbox of the operating system');
const workers = await createWorkers({
  connection,
  namespace,
  environment,
  log,
  activities: {
    sales: composeSalesActivities(stores, environment, sandbox),
    servers: composeServerActivities({ stores, agent, secrets, authorizations, environment, log }),
    calls: calls.activities,
  },
});

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    log.info({ signal }, 'worker stops');
    for (const worker of workers) worker.shutdown();
  });
log.info({ address, queues: Object.values(taskQueues) }, 'worker ready');
process.send?.('ready');
await Promise.all(workers.map((worker) => worker.run()));
await connection.close();
