import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, startTimeOf } from '../../infra/ground/process-identity.ts';
import { StartError } from '../../infra/ground/start-error.ts';

const Holder = z.object({ pid: z.number().int().positive(), startedAt: z.string() });
type Holder = z.infer<typeof Holder>;

/**
 * Makes this process the only platform on a data folder and returns how to give it up. A holder that died (by whatever signal) is
 * replaced; one that lives is named in the error together with the ways out.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  await keepOthersOut(dataDir);
  const path = join(dataDir, 'platform.lock');
  const own = JSON.stringify({ pid: process.pid, startedAt: await startTimeOf(process.pid) });
  const holder = await readHolder(path);
  if (holder !== undefined && !(await stillRuns(holder))) await rm(path, { force: true });
  await writeFile(path, own, { flag: 'wx' }).catch(async () => {
    const other = (await readHolder(path))?.pid ?? 'unknown';
    throw new StartError(
      `Throughline already runs on ${dataDir} (process ${other}). Stop it, or set DATA_DIR to another folder and PORT to another port.`,
    );
  });
  return () => rm(path, { force: true });
}

/**
 * Databases, uploads and logs inside are as readable as their makers leave them, so the folder itself keeps other users
 * of the machine out. A folder that was there before and holds no platform may have another purpose: it stays as it is.
 */
async function keepOthersOut(dataDir: string): Promise<void> {
  if ((await mkdir(dataDir, { recursive: true, mode: 0o700 })) !== undefined) return;
  const { mode, uid } = await stat(dataDir);
  const isOurs = uid === process.getuid?.() && existsSync(join(dataDir, 'platform.json'));
  if (isOurs) await chmod(dataDir, mode & 0o770);
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function stillRuns({ pid, startedAt }: Holder): Promise<boolean> {
  return isAlive(pid) && (await startTimeOf(pid)) === startedAt;
}
