import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, startTimeOf } from '../infra/ground/process-identity.ts';
import { StartError } from '../infra/ground/start-error.ts';

const Holder = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/** Makes this process the only agent on a folder. One that died, by whatever signal, is replaced. Returns how to give it up. */
export const lockAgentFolder = async (folder: string): Promise<() => Promise<void>> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'agent.lock');
  const holder = await readHolder(path);
  if (holder !== null && !(isAlive(holder.pid) && (await startTimeOf(holder.pid)) === holder.startedAt))
    await rm(path, { force: true });
  const own = JSON.stringify({ pid: process.pid, startedAt: await startTimeOf(process.pid) });
  await writeFile(path, own, { flag: 'wx' }).catch((error: unknown) => {
    throw new StartError(`Another agent (process ${holder?.pid ?? 'unknown'}) already runs on ${folder}.`, {
      cause: error,
    });
  });
  return () => rm(path, { force: true });
};

const readHolder = async (path: string): Promise<z.infer<typeof Holder> | null> => {
  try {
    return Holder.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
};
