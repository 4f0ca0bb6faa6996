import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../../ground/process-identity.ts';

export type Control = 'memory' | 'cpu' | 'pids';

export interface GroupLimits {
  readonly memoryBytes: number;
  readonly cpuPercent: number;
  /** Processes and their threads together, as the kernel counts them. */
  readonly tasks: number;
}

/** One server's control group: limits that the kernel keeps for its whole process tree. */
export interface ControlGroup {
  add(processId: number): Promise<void>;
  memoryBytes(): Promise<number | null>;
  /** How often the kernel ended a process of this group for want of memory. */
  memoryKills(): Promise<number>;
  remove(): Promise<void>;
}

export interface ControlGroups {
  /** What the kernel limits here; the rest is watched, or (CPU) not limited. */
  readonly controls: ReadonlySet<Control>;
  create(limits: GroupLimits): Promise<ControlGroup>;
}

interface Hierarchy {
  readonly version: 1 | 2;
  readonly folder: string;
  readonly controls: readonly Control[];
}

const ALL: readonly Control[] = ['memory', 'cpu', 'pids'];
const PERIOD_US = 100_000;
const PREFIX = 'throughline-';
let created = 0;

/** Finds the control groups that this process may make below its own, and removes those of agents that are gone. */
export const openControlGroups = async (root = '/sys/fs/cgroup', own = '/proc/self/cgroup'): Promise<ControlGroups> => {
  const lines = (await readFile(own, 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const candidates = ALL.flatMap((control): Hierarchy[] => {
    const path = lines.find(([, controllers]) => controllers?.split(',').includes(control))?.[2];
    return path === undefined ? [] : [{ version: 1, folder: join(root, control, path), controls: [control] }];
  });
  const unified = lines.find(([number]) => number === '0')?.[2];
  const delegated = unified === undefined ? null : await delegatedFolder(join(root, unified));
  const usable: Hierarchy[] = delegated === null ? [] : [delegated];
  for (const candidate of candidates) if (await isUsable(candidate)) usable.push(candidate);
  for (const { folder } of usable) await removeAbandoned(folder);
  return {
    controls: new Set(usable.flatMap(({ controls }) => controls)),
    create: (limits) => createGroup(usable, limits),
  };
};

/** Version 2 limits children only where their parent hands the controllers on, which it may not do while it holds processes. */
const delegatedFolder = async (folder: string): Promise<Hierarchy | null> => {
  const offered = (await readFile(join(folder, 'cgroup.controllers'), 'utf8').catch(() => '')).trim().split(/\s+/);
  const controls = ALL.filter((control) => offered.includes(control));
  if (controls.length === 0) return null;
  const handOn = () =>
    writeFile(join(folder, 'cgroup.subtree_control'), controls.map((control) => `+${control}`).join(' '));
  try {
    await handOn().catch(async () => {
      await mkdir(join(folder, 'agent'), { recursive: true });
      await writeFile(join(folder, 'agent', 'cgroup.procs'), String(process.pid));
      await handOn();
    });
  } catch {
    return null;
  }
  const hierarchy: Hierarchy = { version: 2, folder, controls };
  return (await isUsable(hierarchy)) ? hierarchy : null;
};

const limitFiles: Record<1 | 2, Record<Control, (limits: GroupLimits) => [string, string][]>> = {
  1: {
    memory: ({ memoryBytes }) => [['memory.limit_in_bytes', String(memoryBytes)]],
    cpu: ({ cpuPercent }) => [
      ['cpu.cfs_period_us', String(PERIOD_US)],
      ['cpu.cfs_quota_us', String((PERIOD_US * cpuPercent) / 100)],
    ],
    pids: ({ tasks }) => [['pids.max', String(tasks)]],
  },
  2: {
    memory: ({ memoryBytes }) => [
      ['memory.max', String(memoryBytes)],
      ['memory.oom.group', '1'],
    ],
    cpu: ({ cpuPercent }) => [['cpu.max', `${(PERIOD_US * cpuPercent) / 100} ${PERIOD_US}`]],
    pids: ({ tasks }) => [['pids.max', String(tasks)]],
  },
};

const isUsable = async ({ version, folder, controls }: Hierarchy): Promise<boolean> => {
  const probe = join(folder, `${PREFIX}${process.pid}-probe`);
  try {
    await mkdir(probe);
    for (const control of controls)
      for (const [file, value] of limitFiles[version][control]({ memoryBytes: 64_000_000, cpuPercent: 50, tasks: 8 }))
        await writeFile(join(probe, file), value);
    return true;
  } catch {
    return false;
  } finally {
    await rmdir(probe).catch(() => undefined);
  }
};

const createGroup = async (hierarchies: readonly Hierarchy[], limits: GroupLimits): Promise<ControlGroup> => {
  created += 1;
  const name = `${PREFIX}${process.pid}-${created}`;
  const parts = hierarchies.map((hierarchy) => ({ ...hierarchy, folder: join(hierarchy.folder, name) }));
  for (const { version, folder, controls } of parts) {
    await mkdir(folder);
    for (const control of controls)
      for (const [file, value] of limitFiles[version][control](limits)) await writeFile(join(folder, file), value);
  }
  const memory = parts.find(({ controls }) => controls.includes('memory'));
  const read = async (v1: string, v2: string): Promise<string> =>
    memory === undefined ? '' : readFile(join(memory.folder, memory.version === 1 ? v1 : v2), 'utf8').catch(() => '');
  return {
    add: async (processId) => {
      for (const { folder } of parts) await writeFile(join(folder, 'cgroup.procs'), String(processId));
    },
    memoryBytes: async () => {
      const stat = await read('memory.stat', 'memory.stat');
      const used = sumOf(stat, memory?.version === 1 ? ['total_rss', 'total_shmem'] : ['anon', 'shmem']);
      return stat === '' ? null : used;
    },
    memoryKills: async () => sumOf(await read('memory.oom_control', 'memory.events'), ['oom_kill']),
    remove: async () => {
      for (const { folder } of parts) await rmdir(folder).catch(() => undefined);
    },
  };
};

const sumOf = (text: string, keys: readonly string[]): number =>
  text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([key]) => key !== undefined && keys.includes(key))
    .reduce((sum, [, value]) => sum + Number(value), 0);

/** An agent that was killed leaves empty groups; its processes died with it. */
const removeAbandoned = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const owner = /^throughline-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) await rmdir(join(folder, name)).catch(() => undefined);
  }
};
