import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Report } from '../../infra/ground/report.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { startMongo, type MongoServer } from '../../infra/mongo/server/start-mongo.ts';
import type { SearchAttributes } from '../../temporal/ensure-search-attributes.ts';
import { startTemporal, type TemporalServer } from '../../temporal/server/start-temporal.ts';
import { startNodeChild, type AwaitReady } from './node-child.ts';
import type { PlatformState } from './platform-state.ts';
import { supervise, type Part } from './supervise.ts';

const HEALTH_POLL_MS = 50;
const HEALTH_TIMEOUT_MS = 5_000;

type Ports = PlatformState['ports'];
type Common = { dataDir: string; env: NodeJS.ProcessEnv; report: Report };

/** The Temporal server as a supervised part; a restarted one keeps its address, because the children hold it. */
export async function startTemporalPart(
  options: Common & { ports: Ports; searchAttributes: SearchAttributes },
): Promise<{ part: Part; server: TemporalServer; ports: Ports }> {
  let ports: Ports = options.ports;
  let first: TemporalServer | undefined;
  const part = await supervise({
    name: 'Temporal server',
    report: options.report,
    start: async () => {
      const server = await startTemporal({
        dataDir: join(options.dataDir, 'temporal'),
        env: options.env,
        searchAttributes: options.searchAttributes,
        report: options.report,
        ...(ports.temporal !== undefined && { port: ports.temporal }),
        ...(ports.temporalUi !== undefined && { uiPort: ports.temporalUi }),
      });
      first = await keepAddress(first, server, (each) => each.address);
      ports = { temporal: portOf(server.address), temporalUi: portOf(server.uiUrl) };
      return server;
    },
  });
  return { part, server: defined(first), ports: embedded(part, ports) };
}

/** The database as a supervised part; a restarted one keeps its address, because the children hold it. */
export async function startMongoPart(
  options: Common & { ports: Ports },
): Promise<{ part: Part; server: MongoServer; ports: Ports }> {
  let port = options.ports.mongo;
  let first: MongoServer | undefined;
  const part = await supervise({
    name: 'Database',
    report: options.report,
    start: async () => {
      const server = await startMongo({
        dataDir: join(options.dataDir, 'mongo'),
        env: options.env,
        report: options.report,
        ...(port !== undefined && { port }),
      });
      first = await keepAddress(first, server, (each) => each.uri);
      port = portOf(server.uri);
      return server;
    },
  });
  return { part, server: defined(first), ports: embedded(part, { mongo: port }) };
}

type Child = Common & { root: string; url: string; script: string };

/** The API; ready when its own readiness check says so. */
export function startApi(options: Child): Promise<Part> {
  return startChild('API', 'api', options, ({ signal }) => awaitHealth(`${options.url}/api/v1/health/ready`, signal));
}

/** A worker; ready when it says so by `process.send('ready')`. */
export function startWorker(options: Child): Promise<Part> {
  return startChild('Worker', 'worker', options, ({ saysReady }) => saysReady);
}

/** The deployment agent; its own process, so that MCP servers outlive restarts of API and worker. */
export function startAgent(options: Child): Promise<Part> {
  return startChild('Agent', 'agent', options, ({ saysReady }) => saysReady);
}

function startChild(name: string, logName: string, options: Child, awaitReady: AwaitReady): Promise<Part> {
  const { dataDir, env, root, script, report } = options;
  const logFile = join(dataDir, 'logs', `${logName}.log`);
  return supervise({
    name,
    report,
    start: (signal) =>
      startNodeChild({ name, script: join(root, script), env, logFile, cwd: root, awaitReady }, signal),
  });
}

async function awaitHealth(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const reply = await fetch(url, { signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) }).catch(() => undefined);
    if (reply?.ok === true) return;
    await delay(HEALTH_POLL_MS);
  }
}

async function keepAddress<Server extends { stop: () => Promise<void> }>(
  first: Server | undefined,
  server: Server,
  addressOf: (server: Server) => string,
): Promise<Server> {
  if (first === undefined || addressOf(first) === addressOf(server)) return first ?? server;
  await server.stop();
  throw new StartError(`its address ${addressOf(first)} is taken by another program`);
}

function portOf(address: string | undefined): number | undefined {
  const digits = address?.match(/:(\d+)(?:\/|$)/)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Ports of somebody else's server are nothing to remember. */
function embedded(part: Part, ports: Ports): Ports {
  return part.pid === undefined ? {} : ports;
}

function defined<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('a started part has its server');
  return value;
}
