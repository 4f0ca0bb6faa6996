import { readdir, readFile } from 'node:fs/promises';

const PAGE_BYTES = 4_096;
const READ_AT_ONCE = 32;

export interface ProcessEntry {
  readonly processId: number;
  readonly parentId: number;
  readonly residentBytes: number;
  /** In the system's own ticks; with the id it names one process for good. */
  readonly startedAt: string;
}

let reading: Promise<ProcessEntry[]> | undefined;
let nextReading: Promise<ProcessEntry[]> | undefined;

/**
 * Every process of this machine that is not a zombie, as it was after this call. Who asks while a table is read shares
 * the next one: a hundred servers that are looked after at once cost two readings, not a hundred.
 */
export const readProcessTable = (): Promise<ProcessEntry[]> => {
  if (reading === undefined) return beginReading();
  nextReading ??= reading
    .catch(() => undefined)
    .then(() => {
      nextReading = undefined;
      return beginReading();
    });
  return nextReading;
};

const beginReading = (): Promise<ProcessEntry[]> => {
  const mine = readAll().finally(() => {
    if (reading === mine) reading = undefined;
  });
  reading = mine;
  return mine;
};

/** Few at a time: each read holds a descriptor, and there may be more processes than this one may have open files. */
const readAll = async (): Promise<ProcessEntry[]> => {
  const processIds = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const entries: ProcessEntry[] = [];
  for (let from = 0; from < processIds.length; from += READ_AT_ONCE) {
    const some = await Promise.all(processIds.slice(from, from + READ_AT_ONCE).map(readProcess));
    entries.push(...some.filter((entry) => entry !== null));
  }
  return entries;
};

/** One process, or null when it is gone; a zombie is gone but for its parent's asking. */
export const readProcess = async (processId: number): Promise<ProcessEntry | null> => {
  const stat = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => '');
  // The program's name may itself contain blanks and brackets; fields are counted behind it (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  if (state === undefined || parent === undefined || state === 'Z' || state === 'X') return null;
  const residentBytes = Number(fields[21] ?? 0) * PAGE_BYTES;
  return { processId, parentId: Number(parent), residentBytes, startedAt: fields[19] ?? '' };
};

/** A process and everything below it. Orphans inside a sandbox stay below its first process. */
export const treeOf = (table: readonly ProcessEntry[], rootId: number): ProcessEntry[] => {
  const children = Map.groupBy(table, ({ parentId }) => parentId);
  const found = table.filter(({ processId }) => processId === rootId);
  for (const entry of found) found.push(...(children.get(entry.processId) ?? []));
  return found;
};
