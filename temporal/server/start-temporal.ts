import { join } from 'node:path';
import { freePort } from '../../infra/ground/free-port.ts';
import type { Report } from '../../infra/ground/report.ts';
import { startServerProcess, type ServerProcess } from '../../infra/ground/server-process.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { searchAttributeTypes, type SearchAttributes } from '../ensure-search-attributes.ts';
import { awaitTemporal } from './await-temporal.ts';
import { findTemporal, type FoundTemporal } from './find-temporal.ts';

const READY_TIMEOUT_MS = 180_000;
const EXTERNAL_TIMEOUT_MS = 15_000;
const STOP_GRACE_MS = 5_000;

export type StartTemporalOptions = {
  /** The server keeps its database, log and pid file here. */
  dataDir: string;
  /** Preferred port of the gRPC frontend; another one is taken when it is not free. */
  port?: number;
  /** Preferred port of the server's own web pages. */
  uiPort?: number;
  /** False starts it the way it comes, to measure what the tuning brings. */
  tuned?: boolean;
  /** Dynamic configuration beside the tuning, as `key=value`. */
  settings?: readonly string[];
  searchAttributes?: SearchAttributes;
  env?: NodeJS.ProcessEnv;
  report: Report;
};

export type TemporalServer = AsyncDisposable & {
  /** `host:port` of the gRPC frontend. */
  address: string;
  source: 'address' | FoundTemporal['source'];
  /** Undefined when the server belongs to somebody else. */
  pid: number | undefined;
  uiUrl: string | undefined;
  /** Resolves with a sentence when our own server ended unexpectedly; never for somebody else's. */
  ended: Promise<string>;
  stop: () => Promise<void>;
};

/**
 * The stock dev server looks for new tasks at most 20 times a second, so every step of a workflow waits up to 50 ms.
 * These settings, measured on this version, take a five-step workflow from 550 ms to about 70 ms.
 */
export const temporalTuning = [
  'history.transferProcessorMaxPollRPS=2000',
  'history.timerProcessorMaxPollRPS=2000',
  'system.enableActivityEagerExecution=true',
] as const;

/** A write-ahead log doubles what SQLite can write; NORMAL loses nothing when the process is killed. */
const SQLITE_PRAGMAS = ['journal_mode=WAL', 'synchronous=NORMAL'] as const;

/** Uses `TEMPORAL_ADDRESS` when it is set, else finds, starts and waits for a server of our own on the loopback address. */
export async function startTemporal(options: StartTemporalOptions): Promise<TemporalServer> {
  const env = options.env ?? process.env;
  const external = env['TEMPORAL_ADDRESS'];
  return external ? useExternal(external, options) : startEmbedded(options, env);
}

async function useExternal(address: string, options: StartTemporalOptions): Promise<TemporalServer> {
  await awaitTemporal({
    address,
    timeoutMs: EXTERNAL_TIMEOUT_MS,
    searchAttributes: options.searchAttributes ?? {},
    hasEnded: () => false,
  }).catch((error: unknown) => {
    throw new StartError(`Temporal server: TEMPORAL_ADDRESS=${address} does not answer (${String(error)})`);
  });
  options.report(`Temporal server: ${address} (from TEMPORAL_ADDRESS)`);
  return temporalServer(address, 'address', undefined, undefined);
}

async function startEmbedded(options: StartTemporalOptions, env: NodeJS.ProcessEnv): Promise<TemporalServer> {
  const found = await findTemporal(env, options.report);
  const port = await freePort(options.port);
  const uiPort = await freePort(options.uiPort);
  const database = join(options.dataDir, 'temporal.db');
  const server = await startServerProcess(
    {
      name: 'Temporal server',
      command: found.command,
      args: serverArguments({
        port,
        uiPort,
        database,
        tuned: options.tuned ?? true,
        settings: options.settings ?? [],
        attributes: options.searchAttributes ?? {},
      }),
      pidFile: join(options.dataDir, 'temporal.pid'),
      logFile: join(options.dataDir, 'temporal.log'),
      mark: database,
    },
    env,
  );
  const address = `127.0.0.1:${port}`;
  await awaitOwn(server, address, options);
  options.report(`Temporal server: ${address} (${describeSource(found)})`);
  return temporalServer(address, found.source, server, `http://127.0.0.1:${uiPort}`);
}

async function awaitOwn(server: ServerProcess, address: string, options: StartTemporalOptions): Promise<void> {
  try {
    await awaitTemporal({
      address,
      timeoutMs: READY_TIMEOUT_MS,
      searchAttributes: options.searchAttributes ?? {},
      hasEnded: server.hasEnded,
    });
  } catch (error) {
    await server.stop(STOP_GRACE_MS);
    throw new StartError(
      `Temporal server: not ready at ${address} (${String(error)}). Its log: ${join(options.dataDir, 'temporal.log')}`,
    );
  }
}

type ServerArguments = {
  port: number;
  uiPort: number;
  database: string;
  tuned: boolean;
  settings: readonly string[];
  attributes: SearchAttributes;
};

function serverArguments({ port, uiPort, database, tuned, settings, attributes }: ServerArguments): string[] {
  const addresses = ['--ip', '127.0.0.1', '--port', String(port), '--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)];
  const storageAndLog = ['--db-filename', database, '--log-level', 'warn', '--log-format', 'json'];
  return [
    'server',
    'start-dev',
    ...addresses,
    ...storageAndLog,
    ...(tuned ? SQLITE_PRAGMAS.flatMap((pragma) => ['--sqlite-pragma', pragma]) : []),
    ...[...(tuned ? temporalTuning : []), ...settings].flatMap((setting) => ['--dynamic-config-value', setting]),
    ...Object.entries(attributes).flatMap(([name, type]) => [
      '--search-attribute',
      `${name}=${searchAttributeTypes[type].argument}`,
    ]),
  ];
}

function describeSource(found: FoundTemporal): string {
  const words = {
    path: found.command,
    cache: 'from the cache',
    download: 'downloaded',
    build: 'built from source',
  } as const;
  return words[found.source];
}

function temporalServer(
  address: string,
  source: TemporalServer['source'],
  server: ServerProcess | undefined,
  uiUrl: string | undefined,
): TemporalServer {
  const stop = async () => server?.stop(STOP_GRACE_MS);
  const ended = server?.ended ?? new Promise<string>(() => undefined);
  return { address, source, pid: server?.pid, uiUrl, ended, stop, [Symbol.asyncDispose]: stop };
}
