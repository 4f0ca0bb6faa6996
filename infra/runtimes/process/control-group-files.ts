import { availableParallelism } from 'node:os';

export type Control = 'memory' | 'cpu' | 'pids';

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
/** Where a core is wanted by both, all servers together weigh so much of one process of the platform, in per cent. */
const WEIGHT_PERCENT = 50;
/** What servers leave to the platform however many they are, in hundredths of a core. */
const RESERVED_CPU_PERCENT = 50;

/** Version 2: limits of children need this of their parent. */
export const handingOn = (controls: readonly Control[]): Files[number] => [
  'cgroup.subtree_control',
  controls.map((control) => `+${control}`).join(' '),
];

/** The group of all servers: it weighs little, and has a ceiling. Inside it, all weigh the same. */
export const everybodysFiles = ({ version, controls }: Hierarchy): Files => [
  ...(controls.includes('cpu') ? [weightFile[version], ...cpuFiles(version, everybodysCpuPercent())] : []),
  ...(version === 2 ? [handingOn(controls)] : []),
];

const weightFile: Record<1 | 2, Files[number]> = {
  1: ['cpu.shares', String(Math.round((1_024 * WEIGHT_PERCENT) / 100))],
  2: ['cpu.weight', String(WEIGHT_PERCENT)],
};

/** The group of one server. */
export const serversFiles = ({ version, controls }: Hierarchy, limits: GroupLimits): Files =>
  controls.flatMap((control) => limitFiles[control](version, limits));

/** Without them, who is full goes on in the machine's swap. Not every kernel counts that. */
export const swapFiles: ReadonlySet<string> = new Set(['memory.memsw.limit_in_bytes', 'memory.swap.max']);

const limitFiles: Record<Control, (version: 1 | 2, limits: GroupLimits) => Files> = {
  memory: (version, { memoryBytes }) =>
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
  // Version 1 refuses a share above that of the group around it.
  cpu: (version, { cpuPercent }) => cpuFiles(version, Math.min(cpuPercent, everybodysCpuPercent())),
  pids: (_, { tasks }) => [['pids.max', String(tasks)]],
};

const cpuFiles = (version: 1 | 2, percent: number): Files => {
  const quotaUs = (PERIOD_US * percent) / 100;
  if (version === 2) return [['cpu.max', `${quotaUs} ${PERIOD_US}`]];
  return [
    ['cpu.cfs_period_us', String(PERIOD_US)],
    ['cpu.cfs_quota_us', String(quotaUs)],
  ];
};

const everybodysCpuPercent = (): number => availableParallelism() * 100 - RESERVED_CPU_PERCENT;
