import { dirname } from 'node:path';

/** A file or folder of this machine as the server sees it. */
export interface SandboxMount {
  readonly host: string;
  readonly inside: string;
  readonly writable?: boolean;
}

/** What a sandbox is made of; pure data, so that a test can read it. */
export interface SandboxPlan {
  /** The server's id on this machine when we are root; null: a user namespace hides our own id. */
  readonly hostUserId: number | null;
  readonly mounts: readonly SandboxMount[];
  /** Small files made for this sandbox alone, by their path inside. */
  readonly files: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly workFolder: string;
  readonly tmpBytes: number;
  /** `isolated`: a way out is attached before the start; `host`: the machine's own. */
  readonly network: 'none' | 'isolated' | 'host';
  readonly limits: { readonly openFiles: number; readonly fileBytes: number; readonly processes: number };
  readonly command: readonly string[];
}

/** Descriptors that bwrap reads; those of `files` follow, then the filter's. */
export const sandboxFds = { options: 3, info: 4, start: 5, firstFile: 6 } as const;

/** Options of bubblewrap 0.8 or newer, without the command and what keeps it from our terminal. */
export const bwrapOptions = (plan: SandboxPlan, filterFd: number | null): string[] => {
  const { hostUserId } = plan;
  return [
    ...namespaces(plan),
    ...words('--die-with-parent --clearenv --hostname server --cap-drop ALL'),
    ...(hostUserId === null ? [] : words('--cap-add CAP_SETUID --cap-add CAP_SETGID')),
    ...(filterFd === null ? [] : ['--seccomp', String(filterFd)]),
    ...files(plan),
    ...Object.entries(plan.environment).flatMap(([name, value]) => ['--setenv', name, value]),
  ];
};

/** Only for texts without values from outside. */
const words = (text: string): string[] => text.split(' ');

/**
 * Root makes the namespaces itself and hands the server an id of its own. A user namespace made by root would map the
 * server to the machine's root: that id may write /proc/sys/kernel/core_pattern, which is a way out.
 */
const namespaces = ({ hostUserId, network }: SandboxPlan): string[] => {
  const id = insideUserId(hostUserId, network);
  return [
    ...words(hostUserId === null ? `--unshare-user --uid ${id} --gid ${id} --unshare-cgroup-try` : '--unshare-cgroup'),
    ...(id === 1000 && hostUserId === null ? ['--disable-userns'] : []),
    ...words('--unshare-ipc --unshare-pid --unshare-uts'),
    ...(network === 'host' ? [] : ['--unshare-net']),
  ];
};

/**
 * The server's id as it sees it. With any other than 0, bwrap nests a second user namespace, which has no right over the
 * network that is to be attached. 0 inside gives nothing: no capabilities, and outside it is our own ordinary id.
 */
export const insideUserId = (hostUserId: number | null, network: SandboxPlan['network']): number =>
  hostUserId ?? (network === 'isolated' ? 0 : 1000);

const files = (plan: SandboxPlan): string[] => {
  const targets = [...plan.mounts.map(({ inside }) => inside), ...Object.keys(plan.files), ...Object.keys(plan.links)];
  const tmpfs = `--size ${plan.tmpBytes} --perms 1777 --tmpfs`;
  return [
    ...parentsOf(targets).flatMap((folder) => ['--perms', '0755', '--dir', folder]),
    ...plan.mounts.flatMap(({ host, inside, writable }) => [writable === true ? '--bind' : '--ro-bind', host, inside]),
    ...Object.entries(plan.links).flatMap(([inside, target]) => ['--symlink', target, inside]),
    ...Object.keys(plan.files).flatMap((inside, index) => [
      ...words(`--perms 0444 --ro-bind-data ${sandboxFds.firstFile + index}`),
      inside,
    ]),
    ...words(`--proc /proc --dev /dev ${tmpfs} /tmp ${tmpfs} /dev/shm`),
    // The root and /dev are memory too: writable, they would be a disk without a limit.
    ...words('--remount-ro /proc --remount-ro /dev --remount-ro /'),
  ];
};

/** bwrap makes missing parents for its own user alone; the server runs as another one. */
const parentsOf = (paths: readonly string[]): string[] => {
  const parents = new Set<string>();
  const add = (path: string): void => {
    const parent = dirname(path);
    if (parent === '/' || parents.has(parent)) return;
    add(parent);
    parents.add(parent);
  };
  paths.forEach(add);
  return [...parents];
};

/** The command with its limits, which are set inside: outside, the count of processes would include everything else of the same user. */
export const limitedCommand = ({ hostUserId, limits, workFolder, command }: SandboxPlan): string[] => [
  ...(hostUserId === null ? [] : words(asUser(hostUserId))),
  ...words(`/usr/bin/prlimit --core=0:0 --nofile=${limits.openFiles}:${limits.openFiles}`),
  `--fsize=${limits.fileBytes}:${limits.fileBytes}`,
  `--nproc=${limits.processes}:${limits.processes}`,
  // Only now: the folder may be closed to everybody but the server's own id.
  '/usr/bin/env',
  `--chdir=${workFolder}`,
  ...command,
];

const asUser = (id: number): string =>
  `/usr/bin/setpriv --reuid=${id} --regid=${id} --clear-groups --inh-caps=-all --no-new-privs`;
