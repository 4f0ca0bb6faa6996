import { findCommand } from '../../ground/find-command.ts';
import { McpLimits } from '../../../contracts/mcp-servers.ts';
import type { SandboxPlan } from './bwrap-arguments.ts';
import { callFilter } from './call-filter.ts';
import { openControlGroups, type ControlGroups } from './control-groups.ts';
import { findPython, systemFiles, type HostFiles, type Python } from './host-files.ts';
import { isRoot } from './is-root.ts';
import { openIsolatedNetwork, type IsolatedNetwork } from './isolated-network.ts';
import { launchSandboxed } from './launch-sandboxed.ts';

const PROBE_USER_ID = 1_899_999_999;

/** What this machine offers to sandboxes; found out once, by trying. */
export interface ProcessGround {
  readonly bwrap: string | null;
  /** Why bubblewrap cannot be used, and what to do; null when it can. */
  readonly problem: string | null;
  readonly system: HostFiles;
  readonly groups: ControlGroups;
  readonly network: IsolatedNetwork;
  /** Asked for when it is needed: finding it can take a second. */
  readonly python: () => Promise<Python | null>;
}

export const openProcessGround = async (): Promise<ProcessGround> => {
  const [bwrap, system, groups, network] = await Promise.all([
    findCommand('bwrap', process.env),
    systemFiles(),
    openControlGroups(),
    openIsolatedNetwork(),
  ]);
  let found: Promise<Python | null> | undefined;
  const python = () => (found ??= findPython());
  const problem = bwrap === undefined ? missing : await tryOut(bwrap, system, groups);
  return { bwrap: problem === null ? (bwrap ?? null) : null, problem, system, groups, network, python };
};

const missing = 'bubblewrap is not installed; install it (Debian, Ubuntu: apt-get install bubblewrap)';

/** Makes a sandbox as servers get it, and runs nothing in it: the only answer that holds on every machine. */
const tryOut = async (bwrap: string, system: HostFiles, groups: ControlGroups): Promise<string | null> => {
  const plan: SandboxPlan = {
    hostUserId: isRoot() ? PROBE_USER_ID : null,
    ...system,
    files: {},
    environment: {},
    workFolder: '/tmp',
    tmpBytes: 1_048_576,
    network: 'none',
    limits: { openFiles: 64, fileBytes: 1_048_576, processes: 64 },
    command: ['/usr/bin/true'],
  };
  try {
    const tree = await launchSandboxed({ bwrap, plan, filter: callFilter(), limits: McpLimits.parse({}), groups });
    const { reason } = await tree.exited;
    return reason === 'ended with code 0' ? null : advice(reason);
  } catch (error) {
    return advice(error instanceof Error ? error.message : String(error));
  }
};

const advice = (reason: string): string =>
  isRoot()
    ? `bubblewrap does not work for root here (${reason}); run the agent as an ordinary user, or give its container CAP_SYS_ADMIN`
    : `bubblewrap does not work here (${reason}); it needs version 0.8 or newer and user namespaces (sysctl kernel.unprivileged_userns_clone=1, kernel.apparmor_restrict_unprivileged_userns=0)`;
