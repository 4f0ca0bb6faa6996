import { setPriority } from 'node:os';
import type { McpLimits } from '../../../contracts/mcp-servers.ts';
import type { ControlGroups } from './control-groups.ts';
import type { LaunchedTree } from './launched-tree.ts';
import { lookRegularly } from './look-regularly.ts';
import { readProcessTable, treeOf } from './process-table.ts';
import { watchConduct } from './watch-conduct.ts';

const BYTES_PER_MB = 1_048_576;
/** An interpreter alone has a dozen threads. */
const FEWEST_TASKS = 24;
/** For machines without control groups: a third of the platform's weight each (sched(7)). */
const NICENESS = 5;

export interface LimitedTree {
  readonly memoryBytes: () => Promise<number | null>;
  readonly memoryKills: () => Promise<number>;
  readonly cleanUp: () => Promise<void>;
  /** Watches what the kernel does not limit here. */
  watch(tree: LaunchedTree): void;
}

/** Tasks (processes and threads) that a server may have for its limit of processes. */
export const tasksOf = (limits: McpLimits): number => Math.max(FEWEST_TASKS, limits.processes);

/** Limits memory, CPU and tasks of a process and of everything it will start: by the kernel, or memory by looking and CPU by niceness. */
export const limitTree = async (rootId: number, limits: McpLimits, groups: ControlGroups): Promise<LimitedTree> => {
  const { memoryMb, cpuPercent } = limits;
  const group = await groups.create({ memoryBytes: memoryMb * BYTES_PER_MB, cpuPercent, tasks: tasksOf(limits) });
  try {
    await group.add(rootId);
  } catch (error) {
    await group.remove();
    throw error;
  }
  lowerPriority(rootId);
  const residentBytes = async () =>
    treeOf(await readProcessTable(), rootId).reduce((sum, entry) => sum + entry.residentBytes, 0);
  const kernelLimits = groups.controls.has('memory');
  return {
    memoryBytes: kernelLimits ? group.memoryBytes : residentBytes,
    memoryKills: group.memoryKills,
    cleanUp: group.remove,
    watch: (tree) => {
      if (!kernelLimits) watchMemory(tree, residentBytes, memoryMb);
      watchConduct(group, tree.exited);
    },
  };
};

const lowerPriority = (processId: number): void => {
  try {
    setPriority(processId, NICENESS);
  } catch {
    // It ended by itself meanwhile.
  }
};

/** All servers are looked at in the same moment: they share one reading of the process table. */
const watchMemory = (tree: LaunchedTree, residentBytes: () => Promise<number>, memoryMb: number): void => {
  const look = async (): Promise<void> => {
    if ((await residentBytes()) > memoryMb * BYTES_PER_MB) tree.kill(`needed more than ${memoryMb} MB of memory`);
  };
  lookRegularly(() => void look().catch(() => undefined), tree.exited);
};
