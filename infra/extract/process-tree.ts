import { readdir, readFile } from 'node:fs/promises';

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

const readOrEmpty = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');

/** The same file of each thread: children and waiting are known by thread (proc(5)). */
const readOfThreads = async (processId: number, file: string): Promise<string[]> => {
  const threads = await readdir(`/proc/${processId}/task`).catch(() => []);
  return Promise.all(threads.map((id) => readOrEmpty(`/proc/${processId}/task/${id}/${file}`)));
};

/** A process and all below it, as far as the system tells. */
export const processTree = async (processId: number): Promise<number[]> => {
  const lists = await readOfThreads(processId, 'children');
  const children = lists.flatMap((list) => list.match(/\d+/g) ?? []).map(Number);
  return [processId, ...(await Promise.all(children.map(processTree))).flat()];
};

export const usageOf = async (processId: number): Promise<Usage> => {
  const each = await Promise.all((await processTree(processId)).map(usageOfOne));
  return {
    cpuMs: sum(each.map(({ cpuMs }) => cpuMs)),
    waitedMs: each[0]?.waitedMs === null ? null : sum(each.map(({ waitedMs }) => waitedMs ?? 0)),
    residentMb: sum(each.map(({ residentMb }) => residentMb)),
  };
};

const usageOfOne = async (processId: number): Promise<Usage> => {
  const [stat, status, waits] = await Promise.all([
    readOrEmpty(`/proc/${processId}/stat`),
    readOrEmpty(`/proc/${processId}/status`),
    readOfThreads(processId, 'schedstat'),
  ]);
  // In user and system mode, ended children included; fields are counted behind the program's name, which may hold blanks.
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15);
  const waitsNs = waits.flatMap((text) => text.split(' ')[1] ?? []);
  return {
    cpuMs: sum(ticks.map(Number)) * TICK_MS,
    waitedMs: waitsNs.length === 0 ? null : sum(waitsNs.map(Number)) / 1_000_000,
    residentMb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024,
  };
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
