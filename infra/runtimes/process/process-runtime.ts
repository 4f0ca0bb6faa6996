import { cp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { runCommand } from '../../ground/run-command.ts';
import type { InstallerOptions } from '../packages/installer.ts';
import { installNpmPackage, npmProgramOf } from '../packages/npm-package.ts';
import { installPypiPackage, pypiEntryPointOf } from '../packages/pypi-package.ts';
import type { InstallOptions, Runtime } from '../runtime.ts';
import { isRoot } from './is-root.ts';
import { launchServer } from './launch-server.ts';
import { needPython } from './server-program.ts';
import { openProcessGround, type ProcessGround } from './process-ground.ts';

const BYTES_PER_MB = 1_048_576;
const INSTALL_TIMEOUT_MS = 600_000;
const INSTALL_MAX_BYTES = 1_024 * BYTES_PER_MB;

export interface ProcessRuntimeOptions {
  /** Kept between installations: what package tools downloaded. */
  readonly cacheFolder: string;
  /** Where `local` servers may lie (MCP_LOCAL_FOLDER); null: there are none. */
  readonly localFolder: string | null;
  /** Run servers without a sandbox where there is none (MCP_ALLOW_UNSANDBOXED). */
  readonly allowUnsandboxed: boolean;
  /** Where no network of its own can be made for a sandbox, a grant gives this machine's (MCP_NETWORK_SHARES_HOST). */
  readonly networkSharesHost: boolean;
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
    launch: async (spec, folder, dataFolder) =>
      launchServer(spec, folder, dataFolder, await usable(), options.networkSharesHost),
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
  try {
    const version = await installSource(spec.source, folder, options, ground, installer);
    // The server runs as a user of its own, whatever this agent's umask made of the files.
    if (isRoot()) await runCommand('chmod', ['-R', 'a+rX', '--', folder]);
    return { version };
  } catch (error) {
    for (const name of await readdir(folder).catch(() => []))
      await rm(join(folder, name), { recursive: true, force: true });
    throw error;
  }
};

/** Answers the version. What it declares to run is looked for now, not when it is to start. */
const installSource = async (
  source: ServerSpec['source'],
  folder: string,
  { cacheFolder, localFolder }: ProcessRuntimeOptions,
  ground: ProcessGround,
  installer: InstallerOptions,
): Promise<string> => {
  switch (source.kind) {
    case 'npm': {
      const version = await installNpmPackage(source, folder, join(cacheFolder, 'npm'), installer);
      await npmProgramOf(source, folder);
      return version;
    }
    case 'local':
      return copyLocal(source.folder, folder, localFolder);
    case 'pypi': {
      const { program } = needPython(await ground.python());
      const version = await installPypiPackage(source, folder, join(cacheFolder, 'pypi'), program, installer);
      await pypiEntryPointOf(source, folder);
      return version;
    }
    case 'image':
      throw fail('runtime_not_available', { runtime: 'process', reason: 'images run in containers' });
  }
};

/** A copy, so that a change of the folder reaches the server with its next deployment and not before. */
const copyLocal = async (name: string, folder: string, localFolder: string | null): Promise<string> => {
  if (localFolder === null)
    throw fail('runtime_not_available', { runtime: 'local program', reason: 'MCP_LOCAL_FOLDER is not set' });
  const source = await realpath(join(localFolder, name)).catch(() => null);
  if (source === null || !source.startsWith(`${await realpath(localFolder)}/`))
    throw fail('program_folder_not_found', { folder: name });
  await cp(source, folder, { recursive: true, verbatimSymlinks: true });
  const manifest = await readFile(join(source, 'package.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  return z.object({ version: z.string().max(60) }).safeParse(manifest).data?.version ?? '0.0.0';
};
