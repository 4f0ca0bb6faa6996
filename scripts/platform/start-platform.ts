import { resolve } from 'node:path';
import { freePort, holdPort } from '../../infra/ground/free-port.ts';
import type { Report } from '../../infra/ground/report.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { buildWeb } from './build-web.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { startAgent, startApi, startMongoPart, startTemporalPart, startWorker } from './platform-parts.ts';
import { readPlatformState, writePlatformState, type PlatformState } from './platform-state.ts';
import type { Part } from './supervise.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DEFAULT_PORT = 54_587;
const LOOPBACK = '127.0.0.1';

/** Worker and API together; then the servers, each at most 5 s: every child is gone within 30 s. */
const CHILDREN_GRACE_MS = 24_000;
const WORKER_GRACE_MS = 21_000;
/** With the servers: nothing needs the agent any more once worker and API are gone. */
const AGENT_GRACE_MS = 5_000;
const SERVER_GRACE_MS = 5_000;

export type StartPlatformOptions = {
  /** One folder for everything that is kept. */
  dataDir: string;
  /** Port of the API; 0 takes a free one. */
  port?: number;
  /** Environment of the children; addresses in it switch embedded parts off. The own environment when left out. */
  env?: NodeJS.ProcessEnv;
  report: Report;
  /** False leaves `web/dist` as it is, for tests that need no pages. */
  web?: boolean;
  /** Entry points relative to the project, `api/main.ts`, `workers/main.ts` and `agent/main.ts` when left out. */
  entryPoints?: { api: string; worker: string; agent?: string };
};

export type Platform = AsyncDisposable & {
  /** Origin of the API on this machine. */
  url: string;
  dataDir: string;
  temporalAddress: string;
  temporalUiUrl: string | undefined;
  mongoUri: string;
  api: Part;
  worker: Part;
  /** Undefined when the agent runs elsewhere (`AGENT_URL`). */
  agent: Part | undefined;
  temporal: Part;
  mongo: Part;
  /** Ends worker, API, then the servers, within 30 s. */
  stop: () => Promise<void>;
};

type Parts = { api?: Part; worker?: Part; agent?: Part; temporal?: Part; mongo?: Part };

/** Starts every part on one machine; resolves when API and worker are ready. When it fails, whatever had begun is ended again. */
export async function startPlatform(options: StartPlatformOptions): Promise<Platform> {
  const dataDir = resolve(options.dataDir);
  const unlock = await lockDataFolder(dataDir);
  const parts: Parts = {};
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= stopInOrder(parts, dataDir).finally(unlock));
  try {
    const platform = await startParts({ ...options, dataDir }, parts);
    return { ...platform, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: StartPlatformOptions,
  parts: Parts,
): Promise<Omit<Platform, 'stop' | typeof Symbol.asyncDispose>> {
  const { dataDir, report } = options;
  const env = options.env ?? process.env;
  const host = env['HOST'] || LOOPBACK;
  const port = options.port === 0 ? await freePort() : (options.port ?? DEFAULT_PORT);
  const releasePort = await claimPort(port, host);
  const { ports } = await readPlatformState(dataDir);
  const common = { dataDir, env, report };

  const [temporal, mongo] = await allOrError([
    startTemporalPart({ ...common, ports, searchAttributes }).then((started) => {
      parts.temporal = started.part;
      return started;
    }),
    startMongoPart({ ...common, ports }).then((started) => {
      parts.mongo = started.part;
      return started;
    }),
    options.web === false ? undefined : buildWeb(ROOT, report),
  ]).finally(releasePort);

  const url = `http://${host === '0.0.0.0' || host === '::' ? LOOPBACK : host}:${port}`;
  const children = {
    ...common,
    root: ROOT,
    url,
    env: {
      ...env,
      HOST: host,
      PORT: String(port),
      DATA_DIR: dataDir,
      MONGODB_URI: mongo.server.uri,
      TEMPORAL_ADDRESS: temporal.server.address,
      API_INTERNAL_URL: url,
    },
  };
  const [api, worker, agent] = await allOrError([
    startApi({ ...children, script: options.entryPoints?.api ?? 'api/main.ts' }).then((part) => (parts.api = part)),
    startWorker({ ...children, script: options.entryPoints?.worker ?? 'workers/main.ts' }).then(
      (part) => (parts.worker = part),
    ),
    startOwnAgent(children, options, parts),
  ]);

  await writePlatformState(dataDir, { url, pid: process.pid, ports: { ...ports, ...temporal.ports, ...mongo.ports } });
  return {
    url,
    dataDir,
    temporalAddress: temporal.server.address,
    temporalUiUrl: temporal.server.uiUrl,
    mongoUri: mongo.server.uri,
    api,
    worker,
    agent,
    temporal: temporal.part,
    mongo: mongo.part,
  };
}

/** None when servers run on another machine. */
async function startOwnAgent(
  children: Omit<Parameters<typeof startAgent>[0], 'script'>,
  { entryPoints }: StartPlatformOptions,
  parts: Parts,
): Promise<Part | undefined> {
  if (children.env['AGENT_URL']) return undefined;
  parts.agent = await startAgent({ ...children, script: entryPoints?.agent ?? 'agent/main.ts' });
  return parts.agent;
}

/** Keeps the API's port until the API starts: the servers before it may take minutes, and look for ports of their own. */
async function claimPort(port: number, host: string): Promise<() => Promise<void>> {
  const release = await holdPort(port, host);
  if (release !== undefined) return release;
  throw new StartError(
    `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  );
}

/** Like `Promise.all`, but waits for every start to settle, so that a failure leaves nothing half-started unseen. */
async function allOrError<const Results extends readonly unknown[]>(
  starts: Results,
): Promise<{ -readonly [Key in keyof Results]: Awaited<Results[Key]> }> {
  await Promise.allSettled(starts);
  return Promise.all(starts);
}

async function stopInOrder(parts: Parts, dataDir: string): Promise<void> {
  const deadline = performance.now() + CHILDREN_GRACE_MS;
  await parts.worker?.stop(WORKER_GRACE_MS);
  await parts.api?.stop(deadline - performance.now());
  await Promise.all([
    parts.agent?.stop(AGENT_GRACE_MS),
    parts.temporal?.stop(SERVER_GRACE_MS),
    parts.mongo?.stop(SERVER_GRACE_MS),
  ]);
  const { ports }: PlatformState = await readPlatformState(dataDir);
  await writePlatformState(dataDir, { ports });
}
