import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, readFile } from 'node:fs/promises';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import type { LaunchedServer } from '../runtime.ts';
import { insideUserId, type SandboxPlan } from './bwrap-arguments.ts';
import { accountFiles, networkFiles } from './host-files.ts';
import { SANDBOX_RESOLVER } from './isolated-network.ts';
import { isRoot } from './is-root.ts';
import { launchSandboxed } from './launch-sandboxed.ts';
import { launchUnsandboxed } from './launch-unsandboxed.ts';
import type { LaunchedTree } from './launched-tree.ts';
import { tasksOf } from './limit-tree.ts';
import type { ProcessGround } from './process-ground.ts';
import { serverCommand } from './server-program.ts';
import { callFilter } from './call-filter.ts';
import { watchFolder } from './usage-watch.ts';

const BYTES_PER_MB = 1_048_576;
const DISK_LOOK_MS = 250;
/** systemd's documentation leaves this range of user ids to nobody. */
const FIRST_USER_ID = 1_900_000_000;
const USER_IDS = 200_000_000;
const NODE_INSIDE = '/opt/node/bin/node';

/** Starts an installation in its sandbox, or bare where there is none. Fails with `server_start_failed` or `runtime_not_available`. */
export const launchServer = async (
  spec: ServerSpec,
  folder: string,
  dataFolder: string,
  ground: ProcessGround,
  networkSharesHost: boolean,
): Promise<LaunchedServer> => {
  const tree =
    ground.bwrap === null
      ? await launchBare(spec, folder, dataFolder, ground)
      : await launchInSandbox(ground.bwrap, spec, folder, dataFolder, ground, networkSharesHost);
  const { diskMb } = spec.limits;
  const full = () => tree.kill(`wrote more than ${diskMb} MB`);
  const unwatch = watchFolder(dataFolder, diskMb * BYTES_PER_MB, DISK_LOOK_MS, full);
  void tree.exited.then(unwatch);
  return tree;
};

const launchInSandbox = async (
  bwrap: string,
  spec: ServerSpec,
  folder: string,
  dataFolder: string,
  ground: ProcessGround,
  networkSharesHost: boolean,
): Promise<LaunchedTree> => {
  const network = networkOf(spec, ground, networkSharesHost);
  const hostUserId = isRoot() ? userIdOf(spec.id) : null;
  await ownDataFolder(dataFolder, hostUserId);
  return launchSandboxed({
    bwrap,
    plan: await planOf(spec, folder, dataFolder, ground, hostUserId, network),
    filter: callFilter(),
    limits: spec.limits,
    groups: ground.groups,
    ...(network === 'isolated' ? { connect: ground.network.connect } : {}),
  });
};

type Network = SandboxPlan['network'];

const networkOf = ({ grants }: ServerSpec, { network }: ProcessGround, networkSharesHost: boolean): Network => {
  if (!grants.network) return 'none';
  if (network.problem === null) return 'isolated';
  if (networkSharesHost) return 'host';
  throw fail('runtime_not_available', { runtime: 'process with network', reason: network.problem });
};

const planOf = async (
  spec: ServerSpec,
  folder: string,
  dataFolder: string,
  { system, python: findPython, groups }: ProcessGround,
  hostUserId: number | null,
  network: Network,
): Promise<SandboxPlan> => {
  const { limits, source } = spec;
  const usesPython = source.kind === 'pypi' || (source.kind === 'local' && source.program === 'python3');
  const python = usesPython ? await findPython() : null;
  const files = { ...accountFiles(insideUserId(hostUserId, network)), ...(await resolverFile(network)) };
  // Where the kernel counts per server, a count per user id would only hit a server's second process too early.
  const processes = tasksOf(limits) * (groups.controls.has('pids') ? 8 : 1);
  return {
    hostUserId,
    mounts: [
      ...system.mounts,
      ...(network === 'none' ? [] : await networkFiles()),
      ...(python?.mounts ?? []),
      { host: process.execPath, inside: NODE_INSIDE },
      { host: folder, inside: '/app' },
      { host: dataFolder, inside: '/data', writable: true },
    ],
    links: system.links,
    files,
    environment: environmentOf(spec),
    workFolder: source.kind === 'local' ? '/app' : '/data',
    tmpBytes: Math.floor(Math.min(limits.diskMb, Math.max(8, limits.memoryMb / 2)) * BYTES_PER_MB),
    network,
    limits: { openFiles: limits.openFiles, fileBytes: limits.diskMb * BYTES_PER_MB, processes },
    command: await serverCommand(spec, folder, { app: '/app', data: '/data', node: NODE_INSIDE, python }),
  };
};

const launchBare = async (
  spec: ServerSpec,
  folder: string,
  dataFolder: string,
  ground: ProcessGround,
): Promise<LaunchedTree> => {
  await ownDataFolder(dataFolder, null);
  const python = spec.source.kind === 'npm' ? null : await ground.python();
  const view = { app: folder, data: dataFolder, node: process.execPath, python };
  return launchUnsandboxed({
    command: await serverCommand(spec, folder, view),
    environment: { ...environmentOf(spec), HOME: dataFolder, PATH: process.env.PATH ?? '/usr/bin:/bin' },
    workFolder: spec.source.kind === 'local' ? folder : dataFolder,
    limits: spec.limits,
    groups: ground.groups,
  });
};

const environmentOf = ({ environment, limits }: ServerSpec): Record<string, string> => ({
  LANG: 'C.UTF-8',
  ...environment,
  HOME: '/data',
  TMPDIR: '/tmp',
  PATH: '/app/node_modules/.bin:/app/venv/bin:/opt/node/bin:/usr/bin:/bin',
  // Node then collects its garbage before the limit instead of running into it.
  NODE_OPTIONS: `${environment.NODE_OPTIONS ?? ''} --max-old-space-size=${Math.floor(limits.memoryMb * 0.8)}`.trim(),
});

const resolverFile = async (network: Network): Promise<Record<string, string>> => {
  if (network === 'none') return {};
  const own = `nameserver ${SANDBOX_RESOLVER}\n`;
  return { '/etc/resolv.conf': network === 'isolated' ? own : await readFile('/etc/resolv.conf', 'utf8') };
};

/** The same server has the same id always: its data stays its own. */
const userIdOf = (serverId: string): number =>
  FIRST_USER_ID + (createHash('sha256').update(serverId).digest().readUInt32BE(0) % USER_IDS);

const ownDataFolder = async (folder: string, userId: number | null): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (userId !== null && (await lstat(folder)).uid !== userId) await chown(folder, userId, userId);
};
