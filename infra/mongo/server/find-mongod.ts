import { join } from 'node:path';
import { cacheFolder } from '../../ground/cache-folder.ts';
import { findCommand } from '../../ground/find-command.ts';
import type { Report } from '../../ground/report.ts';
import { withProgress } from '../../ground/with-progress.ts';

const PROBE_URL = 'https://fastdl.mongodb.org/';
const PROBE_TIMEOUT_MS = 1_000;

export type FoundMongod = { command: string; source: 'path' | 'cache' | 'download' };

/** A real MongoDB server program from the PATH, an earlier download or a new one; undefined after saying why there is none. */
export async function findMongod(env: NodeJS.ProcessEnv, report: Report): Promise<FoundMongod | undefined> {
  const onPath = await findCommand('mongod', env);
  if (onPath !== undefined) return { command: onPath, source: 'path' };
  const downloadDir = join(cacheFolder(env), 'mongod');
  const { DryMongoBinary, MongoBinary } = await import('mongodb-memory-server-core');
  try {
    const options = await DryMongoBinary.generateOptions({ downloadDir });
    const cached = await DryMongoBinary.locateBinary(options);
    if (cached !== undefined) return { command: cached, source: 'cache' };
    await probe();
    const cost = 'once, about 100 MB';
    const command = await withProgress('MongoDB: downloading', cost, report, () =>
      MongoBinary.getPath({ downloadDir }),
    );
    return { command, source: 'download' };
  } catch (error) {
    report(`MongoDB: not on the PATH, not in the cache, no download (${reasonOf(error)})`);
    return undefined;
  }
}

/** The downloader itself waits long for a network that swallows packets, so a quick look comes first. */
async function probe(): Promise<void> {
  await fetch(PROBE_URL, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
