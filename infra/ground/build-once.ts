import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './process-identity.ts';
import type { Report } from './report.ts';

const POLL_MS = 500;

export type BuildOnce = {
  /** The file that exists afterwards. */
  target: string;
  label: string;
  report: Report;
  /** Writes the finished file to the path given. */
  build: (temporaryPath: string) => Promise<void>;
};

/**
 * Builds a file unless it exists. Of several processes that need it at once, one builds and the others wait; a builder that died is
 * replaced. The file appears under its name only when it is complete.
 */
export async function buildOnce(options: BuildOnce): Promise<void> {
  await mkdir(dirname(options.target), { recursive: true });
  const lock = `${options.target}.lock`;
  let told = false;
  while (!(await exists(options.target))) {
    if (await takeLock(lock)) {
      await buildUnderLock(options, lock);
    } else {
      if (!told) options.report(`${options.label}: another process is at it, waiting`);
      told = true;
      await delay(POLL_MS);
    }
  }
}

async function buildUnderLock(options: BuildOnce, lock: string): Promise<void> {
  const temporaryPath = `${options.target}.${process.pid}.tmp`;
  try {
    if (await exists(options.target)) return;
    await removeLeftovers(options.target);
    await options.build(temporaryPath);
    await rename(temporaryPath, options.target);
  } finally {
    await rm(temporaryPath, { recursive: true, force: true });
    await rm(lock, { force: true });
  }
}

/** What a builder that was killed had begun; the lock makes sure that nobody works on it. */
async function removeLeftovers(target: string): Promise<void> {
  const names = await readdir(dirname(target));
  const leftovers = names.filter((name) => name.startsWith(`${basename(target)}.`) && name.includes('.tmp'));
  for (const name of leftovers) await rm(join(dirname(target), name), { recursive: true, force: true });
}

/** Takes the lock file, also from a holder that no longer runs. Losing a race here costs a second build, never a broken file. */
async function takeLock(lock: string): Promise<boolean> {
  const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
  if (holder > 0 && !isAlive(holder)) await rm(lock, { force: true });
  return writeFile(lock, String(process.pid), { flag: 'wx' }).then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
