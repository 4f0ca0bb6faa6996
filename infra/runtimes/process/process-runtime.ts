import { createHash } from 'node:crypto';
import { chown, cp, lstat, mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import type { InstallerOptions } from '../packages/installer.ts';
import { installNpmPackage, npmProgramOf } from '../packages/npm-package.ts';
import type { InstallOptions, LaunchedServer, Runtime } from '../runtime.ts';
import type { SandboxMount, SandboxPlan } from './bwrap-arguments.ts';
import { accountFiles } from './host-files.ts';
import { launchSandboxed, tasksOf } from './launch-sandboxed.ts';
import { isRoot, openProcessGround, type ProcessGround } from './process-ground.ts';
import { serverCommand } from './server-program.ts';
import { watchFolder } from './usage-watch.ts';

const BYTES_PER_MB = 1_048_576;
const INSTALL_TIMEOUT_MS = 600_000;
const INSTALL_MAX_BYTES = 1_024 * BYTES_PER_MB;
const DISK_LOOK_MS = 250;
/** systemd's documentation leaves this range of user ids to nobody. */
const FIRST_USER_ID = 1_900_000_000;
const USER_IDS = 200_000_000;
const NODE_INSIDE = '/opt/node/bin/node';

export interface ProcessRuntimeOptions {
  /** Kept between installations: what package tools downloaded. */
  readonly cacheFolder: string;
  /** Where `local` servers may lie (MCP_LOCAL_FOLDER); null: there are none. */
  readonly localFolder: string | null;
  /** Run servers without a sandbox where there is none (MCP_ALLOW_UNSANDBOXED). */
  readonly allowUnsandboxed: boolean;
}

/** Holds servers as processes of this machine, each in its own sandbox (spec row C3; threat table 2.3). */
export const createProcessRuntime = (options: ProcessRuntimeOptions): Runtime => {
  let opened: Promise<ProcessGround> | undefined;
  const ground = () => (opened ??= openProcessGround());
  const usable = async (): Promise<ProcessGround> => {
    const found = await ground();
    if (found.problem !== null && !options.allowUnsandboxed)
      throw fail('runtime_not_available', { runtime: 'process', reason: found.problem });
    return found;
  };
  return {
    name: 'process',
    problem: async () => {
      const { problem } = await ground();
      return options.allowUnsandboxed ? null : problem;
    },
    install: async (spec, folder, installOptions) => install(spec, folder, options, await usable(), installOptions),
    launch: async (spec, folder, dataFolder) => launch(spec, folder, dataFolder, await usable()),
    uninstall: async () => {
      // Everything an installation made lies in its folder.
    },
  };
};

const install = async (
  spec: ServerSpec,
  folder: string,
  options: ProcessRuntimeOptions,
  ground: ProcessGround,
  installOptions: InstallOptions = {},
): Promise<{ version: string }> => {
  const installer: InstallerOptions = {
    ...installOptions,
    bwrap: ground.bwrap,
    maxBytes: INSTALL_MAX_BYTES,
    timeoutMs: INSTALL_TIMEOUT_MS,
  };
  const { source } = spec;
  try {
    switch (source.kind) {
      case 'npm': {
        const version = await installNpmPackage(source, folder, join(options.cacheFolder, 'npm'), installer);
        await npmProgramOf(source, folder);
        return { version };
      }
      case 'local':
        return { version: await copyLocal(source.folder, folder, options.localFolder) };
      case 'pypi':
      case 'image':
        throw fail('runtime_not_available', { runtime: 'process', reason: 'images run in containers' });
    }
  } catch (error) {
    for (const name of await readdir(folder).catch(() => []))
      await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
};

/** A copy, so that a change of the folder reaches the server with its next deployment and not before. */
const copyLocal = async (name: string, folder: string, localFolder: string | null): Promise<string> => {
  if (localFolder === null)
    throw fail('runtime_not_available', { runtime: 'local program', reason: 'MCP_LOCAL_FOLDER is not set' });
  const source = await realpath(join(localFolder, name)).catch(() => null);
  if (source === null || !source.startsWith(`${await realpath(localFolder)}/`))
    throw fail('package_not_found', { package: name });
  await cp(source, folder, { recursive: true, verbatimSymlinks: true });
  const manifest = await readFile(join(source, 'package.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  return z.object({ version: z.string().max(60) }).safeParse(manifest).data?.version ?? '0.0.0';
};

const launch = async (
  spec: ServerSpec,
  folder: string,
  dataFolder: string,
  ground: ProcessGround,
): Promise<LaunchedServer> => {
  if (ground.bwrap === null)
    throw fail('runtime_not_available', { runtime: 'process', reason: String(ground.problem) });
  const hostUserId = isRoot() ? userIdOf(spec.id) : null;
  await ownDataFolder(dataFolder, hostUserId);
  const plan = await planOf(spec, folder, dataFolder, ground, hostUserId);
  const tree = await launchSandboxed({
    bwrap: ground.bwrap,
    plan,
    filter: null,
    limits: spec.limits,
    groups: ground.groups,
  });
  const { diskMb } = spec.limits;
  const full = () => tree.kill(`wrote more than ${diskMb} MB`);
  const unwatch = watchFolder(dataFolder, diskMb * BYTES_PER_MB, DISK_LOOK_MS, full);
  void tree.exited.then(unwatch);
  return tree;
};

const planOf = async (
  spec: ServerSpec,
  folder: string,
  dataFolder: string,
  { system, python: findPython, groups }: ProcessGround,
  hostUserId: number | null,
): Promise<SandboxPlan> => {
  const { limits } = spec;
  const usesPython = spec.source.kind === 'pypi' || (spec.source.kind === 'local' && spec.source.program === 'python3');
  const python = usesPython ? await findPython() : null;
  const mounts: SandboxMount[] = [
    ...system.mounts,
    ...(python?.mounts ?? []),
    { host: process.execPath, inside: NODE_INSIDE },
    { host: folder, inside: '/app' },
    { host: dataFolder, inside: '/data', writable: true },
  ];
  // Where the kernel counts per server, a count per user id would only hit a server's second process too early.
  const processes = tasksOf(limits) * (groups.controls.has('pids') ? 8 : 1);
  return {
    hostUserId,
    mounts,
    links: system.links,
    files: accountFiles(hostUserId ?? 1000),
    environment: environmentOf(spec),
    workFolder: spec.source.kind === 'local' ? '/app' : '/data',
    tmpBytes: Math.min(limits.diskMb, Math.max(8, limits.memoryMb / 2)) * BYTES_PER_MB,
    network: 'own',
    limits: { openFiles: limits.openFiles, fileBytes: limits.diskMb * BYTES_PER_MB, processes },
    filterFd: null,
    command: await serverCommand(spec, folder, { app: '/app', data: '/data', node: NODE_INSIDE, python }),
  };
};

const environmentOf = ({ environment, limits }: ServerSpec): Record<string, string> => ({
  LANG: 'C.UTF-8',
  ...environment,
  HOME: '/data',
  TMPDIR: '/tmp',
  PATH: '/app/node_modules/.bin:/opt/node/bin:/usr/bin:/bin',
  // Node then collects its garbage before the limit instead of running into it.
  NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} --max-old-space-size=${Math.floor(limits.memoryMb * 0.8)}`.trim(),
});

/** The same server has the same id always: its data stays its own. */
const userIdOf = (serverId: string): number =>
  FIRST_USER_ID + (createHash('sha256').update(serverId).digest().readUInt32BE(0) % USER_IDS);

const ownDataFolder = async (folder: string, userId: number | null): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (userId !== null && (await lstat(folder)).uid !== userId) await chown(folder, userId, userId);
};
