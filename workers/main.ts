import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { openAgentClient } from '../infra/agent/open-agent-client.ts';
import { createAccessTokens } from '../infra/crypto/access-tokens.ts';
import { createMcpSecrets } from '../infra/crypto/mcp-secrets.ts';
import { readTokenSecret } from '../infra/crypto/token-secret.ts';
import { readEnvironment } from '../infra/env.ts';
import { createLoopbackBus } from '../infra/events/loopback-bus.ts';
import { createRedisBus } from '../infra/events/redis-bus.ts';
import { createLog } from '../infra/log.ts';
import { openStores } from '../infra/open-stores.ts';
import { createTemporalClient, ensureSearchAttributes } from '../temporal/client.ts';
import { taskQueues } from '../temporal/task-queues.ts';
import { activityErrors } from './activity-errors.ts';
import { buildActivities } from './build-activities.ts';
import { buildCallActivities } from './build-call-activities.ts';
import { composeAuthorizations } from '../api/compose-authorizations.ts';
import { composeMcpServerActivities } from './compose-mcp-servers.ts';
import { connectWithRetry } from './connect-with-retry.ts';
import { ensureRetentionSchedule } from './retention-schedule.ts';
import { ensureStatusSchedule } from './status-schedule.ts';
import { workflowBundle } from './workflow-bundle.ts';

const environment = readEnvironment();
const log = createLog('worker', environment);
Runtime.install({
  logger: new DefaultLogger('WARN', ({ level, message, meta }) => log.warn({ ...meta, sdkLevel: level }, message)),
  shutdownSignals: [],
});

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
await connectWithRetry('search attributes', log, () => ensureSearchAttributes(client));
await connectWithRetry('status schedule', log, () => ensureStatusSchedule(client));
await connectWithRetry('retention schedule', log, () => ensureRetentionSchedule(client));

using agent = await openAgentClient(environment);
const activities = buildActivities(stores, environment);
await using calls = buildCallActivities({ stores, environment, tokenSecret, tokens, agent, bus, log });
const shared = {
  connection,
  namespace,
  activities,
  interceptors: { activity: [activityErrors(log)] },
  shutdownGraceTime: environment.SHUTDOWN_GRACE_SECONDS * 1_000,
  maxConcurrentActivityTaskExecutions: environment.WORKER_CONCURRENCY,
};
const bundle = await workflowBundle();
const workers = [
  await Worker.create({
    ...shared,
    taskQueue: taskQueues.core,
    workflowBundle: bundle,
    maxCachedWorkflows: 500,
    // How long a workflow waits for a worker that died before another one takes it over.
    stickyQueueScheduleToStartTimeout: '3 seconds',
  }),
  await Worker.create({ ...shared, taskQueue: taskQueues.cpu }),
  await Worker.create({
    ...shared,
    activities: composeMcpServerActivities({
      stores,
      agent,
      secrets: createMcpSecrets(tokenSecret),
      authorizations: composeAuthorizations({ stores, tokenSecret, environment }),
      environment,
      log,
    }),
    taskQueue: taskQueues.deploy,
    workflowBundle: bundle,
    maxCachedWorkflows: 100,
    stickyQueueScheduleToStartTimeout: '3 seconds',
    maxConcurrentActivityTaskExecutions: 50,
  }),
  // Each of them waits for a server: their number costs memory alone.
  await Worker.create({
    ...shared,
    activities: calls.activities,
    taskQueue: taskQueues.calls,
    maxConcurrentActivityTaskExecutions: 500,
  }),
];

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    log.info({ signal }, 'worker stops');
    for (const worker of workers) worker.shutdown();
  });
process.send?.('ready');
log.info({ address, queues: Object.values(taskQueues) }, 'worker ready');
process.send?.('ready');
await Promise.all(workers.map((worker) => worker.run()));
await connection.close();
