import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTimeOf } from '../../ground/process-identity.ts';
import {
  conductFiles,
  handingOn,
  serversFiles,
  swapFiles,
  type Conduct,
  type Control,
  type Files,
  type GroupLimits,
  type Hierarchy,
  type Machine,
} from './control-group-files.ts';
import { readProcessTable, treeOf } from './process-table.ts';

/** One server's control group: limits that the kernel keeps for its whole process tree. */
export interface ControlGroup {
  add(processId: number): Promise<void>;
  memoryBytes(): Promise<number | null>;
  /** How often the kernel ended a process of this group for want of memory. */
  memoryKills(): Promise<number>;
  /** Time on cores so far, of all its processes; null where it is not counted. */
  cpuMs(): number | null;
  treat(conduct: Conduct): Promise<void>;
  remove(): Promise<void>;
}

export interface ControlGroups {
  /** What the kernel limits here; the rest is watched, or (CPU) not limited. */
  readonly controls: ReadonlySet<Control>;
  create(limits: GroupLimits): Promise<ControlGroup>;
}

const ALL: readonly Control[] = ['memory', 'cpu', 'pids', 'cpuset', 'cpuacct'];
const PREFIX = 'throughline-';
const AGENT = `${PREFIX}agent`;
const EMPTY_WITHIN_MS = 2_000;
let created = 0;

/** How the groups of an agent's servers begin. A process id alone comes again: in a container every agent may have the same. */
export const groupNameOf = async (agentId: number): Promise<string> =>
  `${PREFIX}${agentId}-${await startTimeOf(agentId)}`;

/** Finds the control groups that this process may make below its own, and removes those of agents that are gone. */
export const openControlGroups = async (root = '/sys/fs/cgroup', own = '/proc/self/cgroup'): Promise<ControlGroups> => {
  const lines = (await readFile(own, 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  // Several controllers may share a hierarchy: each name leads to it.
  const candidates = lines.flatMap(([, names, path]): Hierarchy[] => {
    const controls = ALL.filter((control) => names?.split(',').includes(control));
    const [first] = controls;
    return first === undefined || path === undefined
      ? []
      : [{ version: 1, folder: join(root, first, path), controls, machine: null }];
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

/**
 * Version 2 limits children only where their parent hands the controllers on, which it may not do while it holds processes: the
 * agent and its children move below it. Where others are there too, all stays as it was.
 */
const delegatedFolder = async (folder: string): Promise<Hierarchy | null> => {
  const offered = (await readFile(join(folder, 'cgroup.controllers'), 'utf8').catch(() => '')).trim().split(/\s+/);
  const controls = ALL.filter((control) => offered.includes(control));
  if (controls.length === 0) return null;
  const handOn = () => write(folder, [handingOn(controls)]);
  const agent = join(folder, AGENT);
  try {
    await handOn().catch(async () => {
      await mkdir(agent, { recursive: true });
      await move(await ownProcesses(folder), agent);
      await handOn();
    });
    return { version: 2, folder, controls, machine: null };
  } catch {
    await move(await ownProcesses(agent), folder);
    await rmdir(agent).catch(() => undefined);
    return null;
  }
};

/** Of a group: the agent, and what it started. */
const ownProcesses = async (group: string): Promise<number[]> => {
  const held = new Set((await readFile(join(group, 'cgroup.procs'), 'utf8').catch(() => '')).split('\n').map(Number));
  const own = treeOf(await readProcessTable(), process.pid).map(({ processId }) => processId);
  return own.filter((processId) => held.has(processId));
};

/** One that ended meanwhile, or may not be moved, is left out: what comes next shows whether that matters. */
const move = async (processIds: readonly number[], group: string): Promise<void> => {
  for (const processId of processIds)
    await writeFile(join(group, 'cgroup.procs'), String(processId)).catch(() => undefined);
};

/** Tries whether a server can be limited in a group below this one, also one that may have all cores. None where that is refused. */
const prepared = async (found: Hierarchy): Promise<Hierarchy[]> => {
  await removeAbandoned(found.folder);
  const probe = await serversFolder(found, 'probe');
  try {
    const hierarchy = { ...found, machine: await machineOf(found) };
    await mkdir(probe);
    await write(probe, serversFiles(hierarchy, { memoryBytes: 64_000_000, cpuPercent: Infinity, tasks: 8 }));
    return [hierarchy];
  } catch {
    return [];
  } finally {
    await rmdir(probe).catch(() => undefined);
  }
};

const serversFolder = async ({ folder }: Hierarchy, name: string): Promise<string> =>
  join(folder, `${await groupNameOf(process.pid)}-${name}`);

const machineOf = async ({ folder, version, controls }: Hierarchy): Promise<Machine | null> => {
  if (!controls.includes('cpuset')) return null;
  const suffix = version === 1 ? '' : '.effective';
  const read = async (name: string) => (await readFile(join(folder, `${name}${suffix}`), 'utf8')).trim();
  const cores = (await read('cpuset.cpus')).split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
  return { cores, memoryNodes: await read('cpuset.mems') };
};

const write = async (folder: string, files: Files): Promise<void> => {
  for (const [name, value] of files)
    await writeFile(join(folder, name), value).catch((error: unknown) => {
      if (!swapFiles.has(name)) throw error;
    });
};

const createGroup = async (hierarchies: readonly Hierarchy[], limits: GroupLimits): Promise<ControlGroup> => {
  created += 1;
  const name = String(created);
  const parts = await Promise.all(
    hierarchies.map(async (hierarchy) => ({ ...hierarchy, folder: await serversFolder(hierarchy, name) })),
  );
  const remove = async () => {
    for (const { folder } of parts) await removeGroup(folder);
  };
  try {
    for (const part of parts) {
      await mkdir(part.folder);
      await write(part.folder, serversFiles(part, limits));
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const memory = parts.find(({ controls }) => controls.includes('memory'));
  const time = parts.find(({ version, controls }) => controls.includes(version === 1 ? 'cpuacct' : 'cpu'));
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
    cpuMs: () => (time === undefined ? null : cpuMsIn(time)),
    treat: async (conduct) => {
      for (const part of parts) await write(part.folder, conductFiles(part, conduct));
    },
    remove,
  };
};

/** The kernel answers from memory: waiting for a thread would cost more than reading. */
const cpuMsIn = ({ folder, version }: Hierarchy): number | null => {
  try {
    if (version === 1) return Number(readFileSync(join(folder, 'cpuacct.usage'), 'utf8')) / 1_000_000;
    return sumOf(readFileSync(join(folder, 'cpu.stat'), 'utf8'), ['usage_usec']) / 1_000;
  } catch {
    return null;
  }
};

/** What was killed takes a moment to leave it. */
const removeGroup = async (folder: string): Promise<void> => {
  const untilMs = performance.now() + EMPTY_WITHIN_MS;
  let isBusy = true;
  while (isBusy && performance.now() < untilMs) {
    isBusy = await rmdir(folder).then(
      () => false,
      (error: NodeJS.ErrnoException) => error.code === 'EBUSY',
    );
    if (isBusy) await wait(10);
  }
};

const sumOf = (text: string, keys: readonly string[]): number =>
  text
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([key]) => key !== undefined && keys.includes(key))
    .reduce((sum, [, value]) => sum + Number(value), 0);

/** An agent that was killed leaves empty groups; its processes died with it. */
const removeAbandoned = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const owner = /^throughline-(\d+)-/.exec(name)?.[1];
    if (owner === undefined || name.startsWith(`${await groupNameOf(Number(owner))}-`)) continue;
    await rmdir(join(folder, name)).catch(() => undefined);
  }
};
