import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '../../infra/ground/report.ts';
import { runCommand } from '../../infra/ground/run-command.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { withProgress } from '../../infra/ground/with-progress.ts';

const STAMP = '.inputs-hash';
const BUILD_TIMEOUT_MS = 5 * 60_000;

/** Builds `web/dist` unless it was made from exactly these sources; a page being served never sees a half-built folder. */
export async function buildWeb(root: string, report: Report): Promise<void> {
  const web = join(root, 'web');
  const dist = join(web, 'dist');
  const hash = await hashOfInputs(root);
  const builtFrom = await readFile(join(dist, STAMP), 'utf8').catch(() => undefined);
  if (builtFrom === hash) return;
  const fresh = join(web, `dist.${process.pid}.tmp`);
  try {
    await withProgress('Web app: building', 'once per change, about 10 seconds', report, () =>
      compile(root, web, fresh),
    );
    await writeFile(join(fresh, STAMP), hash);
    await replaceFolder(fresh, dist);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function compile(root: string, web: string, outDir: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const result = await runCommand(process.execPath, args, { cwd: web, timeoutMs: BUILD_TIMEOUT_MS });
  if (result.exitCode !== 0) throw new StartError(`Web app: the build failed:\n${result.output.trim().slice(-2_000)}`);
}

async function replaceFolder(fresh: string, dist: string): Promise<void> {
  const former = `${dist}.${process.pid}.old`;
  if (existsSync(dist)) await rename(dist, former);
  await rename(fresh, dist);
  await rm(former, { recursive: true, force: true });
}

async function hashOfInputs(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['web', 'contracts']) {
    for (const path of await filesBelow(join(root, folder)))
      hash.update(path.slice(root.length)).update(await readFile(path));
  }
  hash.update(await readFile(join(root, 'package-lock.json')));
  return hash.digest('hex');
}

async function filesBelow(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('/web/dist') && !path.endsWith('.test.ts') && !path.endsWith('.test.tsx'))
    .toSorted();
}
