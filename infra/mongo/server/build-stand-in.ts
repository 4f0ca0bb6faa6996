import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce } from '../../ground/build-once.ts';
import { cacheFolder } from '../../ground/cache-folder.ts';
import { findCommand, isExecutable } from '../../ground/find-command.ts';
import type { Report } from '../../ground/report.ts';
import { runDownload } from '../../ground/run-command.ts';
import { StartError } from '../../ground/start-error.ts';
import { withProgress } from '../../ground/with-progress.ts';

const PROJECT = fileURLToPath(new URL('../stand-in', import.meta.url));
const LABEL = 'MongoDB stand-in: building';
const BUILD_TIMEOUT_MS = 10 * 60_000;
const WAY_OUT = 'or install mongod, or set MONGODB_URI to a running MongoDB';

export type StandIn = { java: string; jar: string };

/** The `java` command and the stand-in's jar, built with Maven the first time these sources are seen. */
export async function buildStandIn(env: NodeJS.ProcessEnv, report: Report): Promise<StandIn> {
  const java = await findJava(env);
  const jar = join(cacheFolder(env), `mongo-stand-in-${await hashOfSources()}`, 'stand-in.jar');
  await buildOnce({
    target: jar,
    label: LABEL,
    report,
    build: (temporaryPath) =>
      withProgress(LABEL, 'once, about 20 seconds and 30 MB of downloads', report, () => compile(temporaryPath, env)),
  });
  return { java, jar };
}

async function findJava(env: NodeJS.ProcessEnv): Promise<string> {
  const home = env['JAVA_HOME'];
  const inHome = home === undefined ? undefined : join(home, 'bin', 'java');
  const java = inHome !== undefined && (await isExecutable(inHome)) ? inHome : await findCommand('java', env);
  if (java === undefined) {
    throw new StartError(
      `MongoDB: none found, and the stand-in for it needs Java 17 or newer. Install Java, ${WAY_OUT}.`,
    );
  }
  return java;
}

async function hashOfSources(): Promise<string> {
  const entries = await readdir(PROJECT, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sources = files.filter((path) => path.endsWith('.java') || path.endsWith('pom.xml')).toSorted();
  const hash = createHash('sha256');
  for (const path of sources) hash.update(await readFile(path));
  return hash.digest('hex').slice(0, 12);
}

/** Works on a copy, so that two builds of one clone never meet and the clone stays clean. */
async function compile(output: string, env: NodeJS.ProcessEnv): Promise<void> {
  const maven = await findCommand('mvn', env);
  if (maven === undefined) {
    throw new StartError(
      `MongoDB: none found, and building the stand-in for it needs Maven. Install Maven, ${WAY_OUT}.`,
    );
  }
  const workshop = await mkdtemp(join(tmpdir(), 'throughline-stand-in-'));
  try {
    await cp(PROJECT, workshop, { recursive: true, filter: (path) => !path.endsWith('/target') });
    const result = await runDownload(maven, ['-q', '-B', '-DskipTests', 'package'], {
      cwd: workshop,
      env,
      timeoutMs: BUILD_TIMEOUT_MS,
    });
    if (result.exitCode !== 0) {
      throw new StartError(
        `MongoDB stand-in: the build failed: ${result.output.trim().slice(-1_000)}\nMend that, ${WAY_OUT}.`,
      );
    }
    await moveOrCopy(join(workshop, 'target', 'stand-in.jar'), output);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function moveOrCopy(from: string, to: string): Promise<void> {
  await rename(from, to).catch(() => cp(from, to));
}
