import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAlive } from '../../ground/process-identity.ts';
import {
  handingOn,
  idleFile,
  serverFiles,
  type Control,
  type Files,
  type GroupLimits,
  type Hierarchy,
} from './control-group-files.ts';

/** One server's control group: limits that the kernel keeps for its whole process tree. */
export interface ControlGroup {
  add(processId: number): Promise<void>;
  memoryBytes(): Promise<number | null>;
  /** How often the kernel ended a process of this group for want of memory. */
  memoryKills(): Promise<number>;
  /** Processor time that it used so far; null where the kernel does not count it. */
  cpuMs(): Promise<number | null>;
  /** Whether it gives way to everything else. Nothing happens where the kernel cannot. */
  setIdle(isIdle: boolean): Promise<void>;
  remove(): Promise<void>;
}

export interface ControlGroups {
  /** What the kernel limits here; the rest is watched, or (CPU) not limited. */
  readonly controls: ReadonlySet<Control>;
  create(limits: GroupLimits): Promise<ControlGroup>;
}

const ALL: readonly Control[] = ['memory', 'cpu', 'cpuacct', 'pids'];
const PREFIX = 'throughline-';
const AGENT = `${PREFIX}agent`;
/** A process id comes again, also to an agent whose groups outlived it. */
const RUN = randomBytes(4).toString('hex');
let created = 0;

/** Finds the control groups that this process may make below its own, and removes those of agents that are gone. */
export const openControlGroups = async (root = '/sys/fs/cgroup', own = '/proc/self/cgroup'): Promise<ControlGroups> => {
  const lines = (await readFile(own, 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const candidates = ALL.flatMap((control): Hierarchy[] => {
    const path = lines.find(([, controllers]) => controllers?.split(',').includes(control))?.[2];
    return path === undefined ? [] : [{ version: 1, folder: join(root, control, path), controls: [control] }];
  });
  const unified = lines.find(([number]) => number === '0')?.[2];
  const delegated = unified === undefined ? null : await delegatedFolder(join(root, withoutAgent(unified)));
  const usable = delegated === null ? [] : await prepared(delegated);
  for (const candidate of candidates) usable.push(...(await prepared(candidate)));
  return {
    controls: new Set(usable.flatMap(({ controls }) => controls)),
    create: (limits) => createGroup(usable, limits),
  };
};

/** What the agent moved to when it looked for the first time. */
const withoutAgent = (path: string): string => (basename(path) === AGENT ? dirname(path) : path);

/** Version 2 limits children only where their parent hands the controllers on, which it may not do while it holds processes. */
const delegatedFolder = async (folder: string): Promise<Hierarchy | null> => {
  const offered = (await readFile(join(folder, 'cgroup.controllers'), 'utf8').catch(() => '')).trim().split(/\s+/);
  const controls = ALL.filter((control) => offered.includes(control));
  if (controls.length === 0) return null;
  const handOn = () => write(folder, [handingOn(controls)]);
  try {
    await handOn().catch(async () => {
      await mkdir(join(folder, AGENT), { recursive: true });
      await writeFile(join(folder, AGENT, 'cgroup.procs'), String(process.pid));
      await handOn();
    });
    return { version: 2, folder, controls };
  } catch {
    return null;
  }
};

/** Tries whether a server can be limited there. None where that is refused. */
const prepared = async (hierarchy: Hierarchy): Promise<Hierarchy[]> => {
  await removeAbandoned(hierarchy.folder);
  const probe = join(hierarchy.folder, `${PREFIX}${process.pid}-probe`);
  try {
    await mkdir(probe);
    await write(probe, serverFiles(hierarchy, { memoryBytes: 64_000_000, cpuPercent: 50, tasks: 8 }));
    return [hierarchy];
  } catch {
    return [];
  } finally {
    await rmdir(probe).catch(() => undefined);
  }
};

const write = async (folder: string, files: Files): Promise<void> => {
  for (const [name, value] of files) await writeFile(join(folder, name), value);
};

const createGroup = async (hierarchies: readonly Hierarchy[], limits: GroupLimits): Promise<ControlGroup> => {
  created += 1;
  const name = `${PREFIX}${process.pid}-${RUN}-${created}`;
  const parts = hierarchies.map((hierarchy) => ({ ...hierarchy, folder: join(hierarchy.folder, name) }));
  for (const part of parts) {
    await mkdir(part.folder);
    await write(part.folder, serverFiles(part, limits));
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
    cpuMs: async () => cpuMsOf(parts),
    setIdle: async (isIdle) => {
      const cpu = parts.find(({ controls }) => controls.includes('cpu'));
      if (cpu) await write(cpu.folder, [idleFile(isIdle)]).catch(() => undefined);
    },
    memoryKills: async () => sumOf(await read('memory.oom_control', 'memory.events'), ['oom_kill']),
    remove: async () => {
      for (const { folder } of parts) await rmdir(folder).catch(() => undefined);
    },
  };
};

const cpuMsOf = async (parts: readonly Hierarchy[]): Promise<number | null> => {
  const counting = parts.find(({ version, controls }) => controls.includes(version === 1 ? 'cpuacct' : 'cpu'));
  if (counting === undefined) return null;
  const text = await readFile(
    join(counting.folder, counting.version === 1 ? 'cpuacct.usage' : 'cpu.stat'),
    'utf8',
  ).catch(() => '');
  return counting.version === 1 ? Number(text) / 1_000_000 : sumOf(text, ['usage_usec']) / 1_000;
};

const sumOf = (text: string, keys: readonly string[]): number =>
  text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([key]) => key !== undefined && keys.includes(key))
    .reduce((sum, [, value]) => sum + Number(value), 0);

/** An agent that was killed leaves empty groups; its processes died with it. */
const removeAbandoned = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const owner = /^throughline-(\d+)/.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) await rmdir(join(folder, name)).catch(() => undefined);
  }
};
