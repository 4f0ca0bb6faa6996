import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../ground/free-port.ts';
import type { Report } from '../../ground/report.ts';
import { startServerProcess, type ServerProcess } from '../../ground/server-process.ts';
import { StartError } from '../../ground/start-error.ts';
import { awaitMongo } from './await-mongo.ts';
import { buildStandIn } from './build-stand-in.ts';
import { findMongod, type FoundMongod } from './find-mongod.ts';

const READY_TIMEOUT_MS = 120_000;
const EXTERNAL_TIMEOUT_MS = 10_000;
const STOP_GRACE_MS = 5_000;

/**
 * Measured over 27,000 operations: 223 MB resident with a small young generation, 520 MB with the defaults, which start from the size
 * of the machine; the longest pause is 110 ms either way.
 */
const JVM_FLAGS = '-Xms64m -Xmn32m -Xmx512m -XX:+UseSerialGC -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=50'.split(
  ' ',
);

export type StartMongoOptions = {
  /** The database keeps its files, log and pid file here. */
  dataDir: string;
  /** Preferred port; another one is taken when it is not free. */
  port?: number;
  env?: NodeJS.ProcessEnv;
  report: Report;
};

export type MongoServer = AsyncDisposable & {
  /** Connection string without a database name. */
  uri: string;
  source: 'uri' | FoundMongod['source'] | 'stand-in';
  /** Undefined when the server belongs to somebody else. */
  pid: number | undefined;
  /** Resolves with a sentence when our own server ended unexpectedly; never for somebody else's. */
  ended: Promise<string>;
  stop: () => Promise<void>;
};

type Command = {
  source: FoundMongod['source'] | 'stand-in';
  name: string;
  command: string;
  args: string[];
  mark: string;
};

/** Uses `MONGODB_URI` when it is set, else starts a `mongod` of our own, else the stand-in, and waits until it answers. */
export async function startMongo(options: StartMongoOptions): Promise<MongoServer> {
  const env = options.env ?? process.env;
  const external = env['MONGODB_URI'];
  return external ? useExternal(external, options.report) : startEmbedded(options, env);
}

async function useExternal(uri: string, report: Report): Promise<MongoServer> {
  const shown = uri.replace(/\/\/[^@/]*@/, '//…@');
  await awaitMongo({ uri, timeoutMs: EXTERNAL_TIMEOUT_MS, hasEnded: () => false }).catch(() => {
    throw new StartError(`MongoDB: MONGODB_URI=${shown} does not answer`);
  });
  report(`MongoDB: ${shown} (from MONGODB_URI)`);
  return mongoServer(uri, 'uri', undefined);
}

async function startEmbedded(options: StartMongoOptions, env: NodeJS.ProcessEnv): Promise<MongoServer> {
  const port = await freePort(options.port);
  await mkdir(options.dataDir, { recursive: true });
  const chosen = await chooseServer(options, env, port);
  const server = await startServerProcess(
    { ...chosen, pidFile: join(options.dataDir, 'mongo.pid'), logFile: join(options.dataDir, 'mongo.log') },
    env,
  );
  // A single mongod without `journal` may forget its last 100 ms when it is killed.
  const uri = `mongodb://127.0.0.1:${port}/?directConnection=true&journal=true`;
  await awaitMongo({ uri, timeoutMs: READY_TIMEOUT_MS, hasEnded: server.hasEnded }).catch(async (error: unknown) => {
    await server.stop(STOP_GRACE_MS);
    throw new StartError(
      `${chosen.name}: not ready at 127.0.0.1:${port} (${String(error)}). Its log: ${join(options.dataDir, 'mongo.log')}`,
    );
  });
  options.report(`${chosen.name}: 127.0.0.1:${port} (${describeSource(chosen)})`);
  return mongoServer(uri, chosen.source, server);
}

/** Data written by one kind of server is unreadable for the other, so a data folder stays with the kind it began with. */
async function chooseServer(options: StartMongoOptions, env: NodeJS.ProcessEnv, port: number): Promise<Command> {
  const standInFile = join(options.dataDir, 'stand-in.db');
  const mongodFolder = join(options.dataDir, 'mongod');
  const beganWithStandIn = await exists(standInFile);
  const mongod = beganWithStandIn ? undefined : await findMongod(env, options.report);
  if (mongod !== undefined) return mongodCommand(mongod, mongodFolder, port);
  if (await exists(mongodFolder)) {
    throw new StartError(
      `MongoDB: ${mongodFolder} holds data of a real MongoDB, and no mongod is found now. Install mongod, or set DATA_DIR to another folder.`,
    );
  }
  const { java, jar } = await buildStandIn(env, options.report);
  const args = [...JVM_FLAGS, '-jar', jar, '--file', standInFile, '--port', String(port), '--exit-with-stdin'];
  return { source: 'stand-in', name: 'MongoDB stand-in', command: java, args, mark: standInFile };
}

async function mongodCommand(found: FoundMongod, folder: string, port: number): Promise<Command> {
  await mkdir(folder, { recursive: true });
  const args = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1', '--wiredTigerCacheSizeGB', '0.5'];
  return { source: found.source, name: 'MongoDB', command: found.command, args, mark: folder };
}

function describeSource({ source, command }: Command): string {
  const words = {
    path: command,
    cache: 'downloaded earlier',
    download: 'downloaded',
    'stand-in': 'a fallback for one machine; set MONGODB_URI for anything that matters',
  } as const;
  return words[source];
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function mongoServer(uri: string, source: MongoServer['source'], server: ServerProcess | undefined): MongoServer {
  const stop = async () => server?.stop(STOP_GRACE_MS);
  const ended = server?.ended ?? new Promise<string>(() => undefined);
  return { uri, source, pid: server?.pid, ended, stop, [Symbol.asyncDispose]: stop };
}
