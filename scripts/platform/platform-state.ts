import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Ports = z.object({
  temporal: z.number().optional(),
  temporalUi: z.number().optional(),
  mongo: z.number().optional(),
});
const PlatformState = z.object({ url: z.string().optional(), pid: z.number().optional(), ports: Ports.default({}) });

/** What a data folder remembers of its platform: where and as which process it runs, and the ports to use again. */
export type PlatformState = z.infer<typeof PlatformState>;

const LIVE_TIMEOUT_MS = 2_000;
const FILE = 'platform.json';

/** The remembered state; an empty one when there is none or it cannot be read. */
export async function readPlatformState(dataDir: string): Promise<PlatformState> {
  try {
    return PlatformState.parse(JSON.parse(await readFile(join(dataDir, FILE), 'utf8')));
  } catch {
    return { ports: {} };
  }
}

/** Replaces the remembered state in one step. */
export async function writePlatformState(dataDir: string, state: PlatformState): Promise<void> {
  const path = join(dataDir, FILE);
  await writeFile(`${path}.tmp`, `${JSON.stringify(state, undefined, 2)}\n`);
  await rename(`${path}.tmp`, path);
}

/** The URL of the platform that runs on this data folder and answers now; undefined when none does. */
export async function findRunningPlatform(dataDir: string): Promise<string | undefined> {
  const { url } = await readPlatformState(dataDir);
  if (url === undefined) return undefined;
  const alive = await fetch(`${url}/api/v1/health/live`, { signal: AbortSignal.timeout(LIVE_TIMEOUT_MS) }).catch(
    () => undefined,
  );
  return alive?.ok === true ? url : undefined;
}
