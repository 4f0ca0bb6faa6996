import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildOnce } from '../../infra/ground/build-once.ts';
import { cacheFolder } from '../../infra/ground/cache-folder.ts';
import { findCommand, isExecutable } from '../../infra/ground/find-command.ts';
import type { Report } from '../../infra/ground/report.ts';
import { runCommand, runDownload } from '../../infra/ground/run-command.ts';
import { StartError } from '../../infra/ground/start-error.ts';
import { withProgress } from '../../infra/ground/with-progress.ts';

const VERSION = '1.5.1';
const GO_MODULE = fileURLToPath(new URL('./go', import.meta.url));
const GO_PACKAGE = 'github.com/temporalio/cli/cmd/temporal';
const CONNECT_TIMEOUT_MS = 1_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;
const BUILD_TIMEOUT_MS = 30 * 60_000;
const NAME = 'Temporal server';

export type FoundTemporal = { command: string; source: 'path' | 'cache' | 'download' | 'build' };

/**
 * Finds the `temporal` program: on the PATH, in the cache folder, as a download, or built from the pinned Go module.
 * Each link that fails says so in one line; when all fail, the error names the ways out.
 */
export async function findTemporal(env: NodeJS.ProcessEnv, report: Report): Promise<FoundTemporal> {
  const onPath = await findCommand('temporal', env);
  if (onPath !== undefined) return { command: onPath, source: 'path' };
  const cached = join(cacheFolder(env), `temporal-${VERSION}`, 'temporal');
  if (await isExecutable(cached)) return { command: cached, source: 'cache' };
  const reason = await download(cached);
  if (reason === undefined) return { command: cached, source: 'download' };
  report(`${NAME}: not on the PATH, not in the cache, no download (${reason})`);
  await build(cached, env, report);
  return { command: cached, source: 'build' };
}

/** Returns undefined when the program is at the target afterwards, else why not. */
async function download(target: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-temporal-'));
  try {
    const archive = join(folder, 'temporal.tar.gz');
    await writeFile(archive, await fetchArchive());
    const unpacked = await runCommand('tar', ['-xzf', archive, '-C', folder, 'temporal']);
    if (unpacked.exitCode !== 0) return `the archive does not unpack: ${unpacked.output.trim()}`;
    const check = await runCommand(join(folder, 'temporal'), ['--version'], { timeoutMs: 10_000 });
    if (!check.output.includes(VERSION)) return 'what was downloaded is not the version asked for';
    await moveAcrossDisks(join(folder, 'temporal'), target);
    return undefined;
  } catch (error) {
    return describeFetchError(error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fetchArchive(): Promise<Uint8Array> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  const connecting = new AbortController();
  const timer = setTimeout(
    () => connecting.abort(new Error(`no answer in ${CONNECT_TIMEOUT_MS} ms`)),
    CONNECT_TIMEOUT_MS,
  );
  const signal = AbortSignal.any([connecting.signal, AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS)]);
  try {
    const reply = await fetch(`https://temporal.download/cli/archive/v${VERSION}?platform=${platform}&arch=${arch}`, {
      signal,
    });
    clearTimeout(timer);
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    return new Uint8Array(await reply.arrayBuffer());
  } finally {
    clearTimeout(timer);
  }
}

function describeFetchError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The temporary folder may be on another disk than the cache, where a rename is refused. */
async function moveAcrossDisks(from: string, to: string): Promise<void> {
  await mkdir(join(to, '..'), { recursive: true });
  const near = `${to}.${process.pid}.tmp`;
  const copied = await runCommand('cp', [from, near]);
  if (copied.exitCode !== 0) throw new Error(copied.output.trim());
  await rename(near, to);
}

async function build(target: string, env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  const go = await findCommand('go', env);
  if (go === undefined) {
    throw new StartError(
      'Temporal server: none found, and building one needs Go 1.25 or newer. Install Go, or install the temporal CLI, or set TEMPORAL_ADDRESS to a running server.',
    );
  }
  const label = `${NAME}: building version ${VERSION} from source`;
  await buildOnce({
    target,
    label,
    report,
    build: (temporaryPath) =>
      withProgress(label, 'once, about 3 minutes and 2 GB of downloads', report, () => compile(go, temporaryPath, env)),
  });
}

/** The compiler's own cache takes 1.4 GB and is of no use afterwards, so it gets a folder of its own that goes away. */
async function compile(go: string, output: string, env: NodeJS.ProcessEnv): Promise<void> {
  const compilerCache = `${output}.gocache`;
  const args = ['build', '-mod=readonly', '-trimpath', '-ldflags', '-s -w', '-o', output, GO_PACKAGE];
  try {
    await mkdir(compilerCache, { recursive: true });
    const result = await runDownload(go, args, {
      cwd: GO_MODULE,
      env: { ...env, GOCACHE: compilerCache, GOTMPDIR: compilerCache, CGO_ENABLED: '0', GOWORK: 'off' },
      timeoutMs: BUILD_TIMEOUT_MS,
    });
    if (result.exitCode !== 0) {
      throw new StartError(
        `Temporal server: the build failed: ${result.output.trim().slice(-1_000)}\nInstall the temporal CLI, or set TEMPORAL_ADDRESS to a running server.`,
      );
    }
  } finally {
    await rm(compilerCache, { recursive: true, force: true });
  }
}
