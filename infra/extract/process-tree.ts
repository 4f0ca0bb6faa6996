import { readdirSync, readFileSync } from 'node:fs';

/** Of the times in `/proc/PID/stat`, on every processor that Node runs on. */
const TICK_MS = 10;

/** What a process and all below it have used since they began. */
export type Usage = {
  readonly cpuMs: number;
  /** How long they could have computed, had a core been free; null where the system does not tell. */
  readonly waitedMs: number | null;
  /** 0 where the system does not tell. */
  readonly residentMb: number;
};

/** At once: these files are in memory, and by way of the thread pool each costs six times as much. */
const readOrEmpty = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const threadsOf = (processId: number): string[] => {
  try {
    return readdirSync(`/proc/${processId}/task`);
  } catch {
    return [];
  }
};

/** The same file of each thread: children and waiting are known by thread (proc(5)). */
const readOfThreads = (processId: number, file: string): string[] =>
  threadsOf(processId).map((id) => readOrEmpty(`/proc/${processId}/task/${id}/${file}`));

/** A process and all below it, as far as the system tells. */
export const processTree = (processId: number): number[] => {
  const lists = readOfThreads(processId, 'children');
  const children = lists.flatMap((list) => list.match(/\d+/g) ?? []).map(Number);
  return [processId, ...children.flatMap(processTree)];
};

export const usageOf = (processId: number): Usage => {
  const each = processTree(processId).map(usageOfOne);
  return {
    cpuMs: sum(each.map(({ cpuMs }) => cpuMs)),
    waitedMs: each[0]?.waitedMs === null ? null : sum(each.map(({ waitedMs }) => waitedMs ?? 0)),
    residentMb: sum(each.map(({ residentMb }) => residentMb)),
  };
};

const usageOfOne = (processId: number): Usage => {
  const stat = readOrEmpty(`/proc/${processId}/stat`);
  const status = readOrEmpty(`/proc/${processId}/status`);
  // In user and system mode, ended children included; fields are counted behind the program's name, which may hold blanks.
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15);
  const waitsNs = readOfThreads(processId, 'schedstat').flatMap((text) => text.split(' ')[1] ?? []);
  return {
    cpuMs: sum(ticks.map(Number)) * TICK_MS,
    waitedMs: waitsNs.length === 0 ? null : sum(waitsNs.map(Number)) / 1_000_000,
    residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024,
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
