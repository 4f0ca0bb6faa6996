import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startTimeOf } from '../../ground/process-identity.ts';
import {
  everybodysFiles,
  handingOn,
  serversFiles,
  swapFiles,
  type Control,
  type Files,
  type GroupLimits,
  type Hierarchy,
} from './control-group-files.ts';
import { readProcessTable, treeOf } from './process-table.ts';

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

const ALL: readonly Control[] = ['memory', 'cpu', 'pids'];
const PREFIX = 'throughline-';
const AGENT = `${PREFIX}agent`;
const EMPTY_WITHIN_MS = 2_000;
let created = 0;

/** The group of all servers of one agent. A process id alone comes again: in a container every agent may have the same. */
export const groupNameOf = async (agentId: number): Promise<string> =>
  `${PREFIX}${agentId}-${await startTimeOf(agentId)}`;

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
    return { version: 2, folder, controls };
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

/** Makes the group of all our servers, and tries whether one of them can be limited in it. None where that is refused. */
const prepared = async (found: Hierarchy): Promise<Hierarchy[]> => {
  await removeAbandoned(found.folder);
  const hierarchy = { ...found, folder: join(found.folder, await groupNameOf(process.pid)) };
  const probe = join(hierarchy.folder, 'probe');
  try {
    await mkdir(hierarchy.folder).catch(unlessThere);
    await write(hierarchy.folder, everybodysFiles(hierarchy));
    await mkdir(probe);
    await write(probe, serversFiles(hierarchy, { memoryBytes: 64_000_000, cpuPercent: 50, tasks: 8 }));
    return [hierarchy];
  } catch {
    await rmdir(hierarchy.folder).catch(() => undefined);
    return [];
  } finally {
    await rmdir(probe).catch(() => undefined);
  }
};

/** An agent that looks twice has it already. */
const unlessThere = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error;
};

const write = async (folder: string, files: Files): Promise<void> => {
  for (const [name, value] of files)
    await writeFile(join(folder, name), value).catch((error: unknown) => {
      if (!swapFiles.has(name)) throw error;
    });
};

const createGroup = async (hierarchies: readonly Hierarchy[], limits: GroupLimits): Promise<ControlGroup> => {
  created += 1;
  const parts = hierarchies.map((hierarchy) => ({ ...hierarchy, folder: join(hierarchy.folder, String(created)) }));
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
    remove,
  };
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
  for (const name of await subfolders(folder)) {
    const owner = /^throughline-(\d+)/.exec(name)?.[1];
    if (owner === undefined || name === (await groupNameOf(Number(owner)))) continue;
    const group = join(folder, name);
    for (const server of await subfolders(group)) await rmdir(join(group, server)).catch(() => undefined);
    await rmdir(group).catch(() => undefined);
  }
};

/** None where there is no such folder: in a container, the path of the group is that of the machine. */
const subfolders = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
