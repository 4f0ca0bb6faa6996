/** `cpuacct` is a control of its own on version 1 only. */
export type Control = 'memory' | 'cpu' | 'cpuacct' | 'pids';

export interface GroupLimits {
  readonly memoryBytes: number;
  readonly cpuPercent: number;
  /** Processes and their threads together, as the kernel counts them. */
  readonly tasks: number;
}

export interface Hierarchy {
  readonly version: 1 | 2;
  readonly folder: string;
  readonly controls: readonly Control[];
}

/** What is written to a group, in this order. */
export type Files = readonly (readonly [name: string, value: string])[];

/** A server that used up its share waits for the next period at most. The kernel refuses shares below 1 ms: 5 % of this. */
const PERIOD_US = 20_000;
/** Where a core is wanted by both, a server weighs so much of one process of the platform, in per cent. */
const WEIGHT_PERCENT = 50;

/** Version 2: limits of children need this of their parent. */
export const handingOn = (controls: readonly Control[]): Files[number] => [
  'cgroup.subtree_control',
  controls.map((control) => `+${control}`).join(' '),
];

const weightFile: Record<1 | 2, Files[number]> = {
  1: ['cpu.shares', String(Math.round((1_024 * WEIGHT_PERCENT) / 100))],
  2: ['cpu.weight', String(WEIGHT_PERCENT)],
};

/** The group of one server. */
export const serverFiles = ({ version, controls }: Hierarchy, limits: GroupLimits): Files =>
  controls.flatMap((control) => limitFiles[control](version, limits));

const limitFiles: Record<Control, (version: 1 | 2, limits: GroupLimits) => Files> = {
  memory: (version, { memoryBytes }) =>
    version === 1
      ? [['memory.limit_in_bytes', String(memoryBytes)]]
      : [
          ['memory.max', String(memoryBytes)],
          ['memory.oom.group', '1'],
        ],
  cpu: (version, { cpuPercent }) => {
    const quotaUs = (PERIOD_US * cpuPercent) / 100;
    if (version === 2) return [weightFile[2], ['cpu.max', `${quotaUs} ${PERIOD_US}`]];
    return [weightFile[1], ['cpu.cfs_period_us', String(PERIOD_US)], ['cpu.cfs_quota_us', String(quotaUs)]];
  },
  cpuacct: () => [],
  pids: (_, { tasks }) => [['pids.max', String(tasks)]],
};

/** Idle work gives way at once to everything else that wants its processor (`SCHED_IDLE` for a group; Linux 5.15 or newer). */
export const idleFile = (isIdle: boolean): Files[number] => ['cpu.idle', isIdle ? '1' : '0'];
