import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';

const MOST_ENTRIES = 100_000;

export interface Usage {
  readonly bytes: number;
  readonly entries: number;
}

/** Bytes on disk and entries below a folder. Follows no link: what is inside belongs to a stranger. Stops counting at `stopAtBytes`. */
export const usageOf = async (folder: string, stopAtBytes = Infinity): Promise<Usage> => {
  let bytes = 0;
  let entries = 0;
  const open = [folder];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const directory = await opendir(next).catch(() => null);
    if (directory === null) continue;
    for await (const entry of directory) {
      const path = join(next, entry.name);
      entries += 1;
      if (entry.isDirectory()) open.push(path);
      else
        bytes += await lstat(path).then(
          (stat) => stat.blocks * 512,
          () => 0,
        );
      if (bytes > stopAtBytes || entries > MOST_ENTRIES) return { bytes, entries };
    }
  }
  return { bytes, entries };
};

/** Calls `onFull` once when a folder holds more than `limitBytes`, or too many entries. Returns how to stop watching. */
export const watchFolder = (folder: string, limitBytes: number, everyMs: number, onFull: () => void): (() => void) => {
  let over = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    const startedAt = performance.now();
    const { bytes, entries } = await usageOf(folder, limitBytes);
    if (over) return;
    if (bytes > limitBytes || entries > MOST_ENTRIES) {
      over = true;
      onFull();
      return;
    }
    // A folder with very many files is looked at less often: watching must not cost more than the server does.
    plan(Math.max(everyMs, (performance.now() - startedAt) * 20));
  };
  const plan = (inMs: number): void => {
    timer = setTimeout(() => void look().catch(() => plan(everyMs)), inMs);
    timer.unref();
  };
  plan(everyMs);
  return () => {
    over = true;
    clearTimeout(timer);
  };
};
