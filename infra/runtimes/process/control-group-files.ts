import { availableParallelism } from 'node:os';

export type Control = 'memory' | 'cpu' | 'pids' | 'cpuset' | 'cpuacct';

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
  /** Known with `cpuset`. */
  readonly machine: Machine | null;
}

/** What of the machine the agent's own group may use. */
export interface Machine {
  readonly cores: readonly number[];
  /** As the kernel writes them. */
  readonly memoryNodes: string;
}

/** What a server did lately, and so which cores it gets and how much it weighs there. */
export type Conduct = 'starting' | 'calm' | 'busy';

/** What is written to a group, in this order. */
export type Files = readonly (readonly [name: string, value: string])[];

/** A server that used up its share waits for the next period at most. The kernel refuses shares below 1 ms: 5 % of this. */
const PERIOD_US = 20_000;
/** Where a core is wanted by both, a server weighs so much of one process of the platform, in per cent. */
const weightPercent: Record<Conduct, number> = { starting: 50, calm: 50, busy: 12 };

/** Version 2: limits of children need this of their parent. */
export const handingOn = (controls: readonly Control[]): Files[number] => [
  'cgroup.subtree_control',
  controls.map((control) => `+${control}`).join(' '),
];

/** The group of one server. */
export const serversFiles = (hierarchy: Hierarchy, limits: GroupLimits): Files => [
  ...hierarchy.controls.flatMap((control) => limitFiles[control](hierarchy, limits)),
  ...conductFiles(hierarchy, 'starting'),
];

/** The first core is for the platform and for servers that take little of it. */
export const conductFiles = ({ version, controls, machine }: Hierarchy, conduct: Conduct): Files => [
  ...(controls.includes('cpu') ? [weightFile(version, weightPercent[conduct])] : []),
  ...(machine === null || machine.cores.length < 2
    ? []
    : [['cpuset.cpus', machine.cores.slice(conduct === 'calm' ? 0 : 1).join(',')] as const]),
];

const weightFile = (version: 1 | 2, percent: number): Files[number] =>
  version === 1 ? ['cpu.shares', String(Math.round((1_024 * percent) / 100))] : ['cpu.weight', String(percent)];

/** Without them, who is full goes on in the machine's swap. Not every kernel counts that. */
export const swapFiles: ReadonlySet<string> = new Set(['memory.memsw.limit_in_bytes', 'memory.swap.max']);

const limitFiles: Record<Control, (hierarchy: Hierarchy, limits: GroupLimits) => Files> = {
  memory: ({ version }, { memoryBytes }) =>
    version === 1
      ? [
          ['memory.limit_in_bytes', String(memoryBytes)],
          ['memory.memsw.limit_in_bytes', String(memoryBytes)],
        ]
      : [
          ['memory.max', String(memoryBytes)],
          ['memory.swap.max', '0'],
          ['memory.oom.group', '1'],
        ],
  // Version 1 refuses more than what the groups around it may have.
  cpu: ({ version }, { cpuPercent }) => {
    const quotaUs = PERIOD_US * Math.min(cpuPercent / 100, availableParallelism());
    if (version === 2) return [['cpu.max', `${quotaUs} ${PERIOD_US}`]];
    return [
      ['cpu.cfs_period_us', String(PERIOD_US)],
      ['cpu.cfs_quota_us', String(quotaUs)],
    ];
  },
  pids: (_, { tasks }) => [['pids.max', String(tasks)]],
  // Version 1 takes no process into a group before it has memory nodes and cores.
  cpuset: ({ version, machine }) =>
    version === 1 && machine !== null
      ? [
          ['cpuset.mems', machine.memoryNodes],
          ['cpuset.cpus', machine.cores.join(',')],
        ]
      : [],
  cpuacct: () => [],
};
