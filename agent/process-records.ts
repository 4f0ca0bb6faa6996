import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startTimeOf } from '../infra/ground/process-identity.ts';
import type { LaunchedServer } from '../infra/runtimes/runtime.ts';

const Record = z.strictObject({
  processes: z.array(z.strictObject({ pid: z.number().int().min(2), startedAt: z.string().min(1) })),
});
const refreshMs = 5_000;

/**
 * Which processes the servers of this agent are, on disk: an agent that was killed cannot end them, so its successor
 * does. A process is named by its id and its start time, because ids come again.
 */
export class ProcessRecords {
  readonly #folder: string;
  #count = 0;
  /** All are looked at in the same moment: their processes are then found in one reading of this machine's table. */
  readonly #followed = new Set<() => Promise<void>>();

  constructor(folder: string) {
    this.#folder = folder;
    setInterval(() => {
      for (const write of this.#followed) void write().catch(() => undefined);
    }, refreshMs).unref();
  }

  /** Records a process tree until nothing of it runs, and what it forks as time goes by. */
  async follow(launched: Pick<LaunchedServer, 'processIds' | 'exited'>): Promise<void> {
    const path = join(this.#folder, `${process.pid}-${(this.#count += 1)}.json`);
    let known = '';
    let isOver = false;
    const write = async (): Promise<void> => {
      const processes = [];
      for (const pid of await launched.processIds()) {
        const startedAt = await startTimeOf(pid);
        if (startedAt !== '') processes.push({ pid, startedAt });
      }
      const text = JSON.stringify({ processes });
      if (text === known || isOver) return;
      known = text;
      await writeFile(path, text, { mode: 0o600 });
      if (isOver) await rm(path, { force: true });
    };
    this.#followed.add(write);
    void launched.exited.then(() => {
      isOver = true;
      this.#followed.delete(write);
      // A record that stays names processes that are gone, which the next agent finds out.
      return rm(path, { force: true }).catch(() => undefined);
    });
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await write();
  }

  /** Ends what an earlier agent left. Returns how many processes that were. */
  async endLeftovers(): Promise<number> {
    let ended = 0;
    for (const name of await readdir(this.#folder).catch(() => [])) {
      const path = join(this.#folder, name);
      for (const { pid, startedAt } of await readRecord(path)) {
        if ((await startTimeOf(pid)) !== startedAt) continue;
        ended += killWithGroup(pid);
      }
      await rm(path, { force: true });
    }
    return ended;
  }
}

const readRecord = async (path: string): Promise<z.infer<typeof Record>['processes']> => {
  try {
    return Record.parse(JSON.parse(await readFile(path, 'utf8'))).processes;
  } catch {
    return [];
  }
};

/** A group of that id exists only when the process leads it, and then it is all its own. */
const killWithGroup = (pid: number): number => {
  const groupEnded = kill(-pid);
  const processEnded = kill(pid);
  return groupEnded || processEnded ? 1 : 0;
};

const kill = (target: number): boolean => {
  try {
    process.kill(target, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
};
