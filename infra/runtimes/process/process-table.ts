import { readdir, readFile } from 'node:fs/promises';

const PAGE_BYTES = 4_096;

export interface ProcessEntry {
  readonly processId: number;
  readonly parentId: number;
  readonly residentBytes: number;
  /** In the system's own ticks; with the id it names one process for good. */
  readonly startedAt: string;
}

/** Every process of this machine that is not a zombie. */
export const readProcessTable = async (): Promise<ProcessEntry[]> => {
  const names = await readdir('/proc');
  const entries = await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .map(readProcess),
  );
  return entries.filter((entry) => entry !== null);
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
