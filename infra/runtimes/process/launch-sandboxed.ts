import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpLimits } from '../../../contracts/mcp-servers.ts';
import { bwrapOptions, limitedCommand, sandboxFds, type SandboxPlan } from './bwrap-arguments.ts';
import type { ControlGroups } from './control-groups.ts';
import { launchedTree, type LaunchedTree } from './launched-tree.ts';
import { readProcessTable, treeOf } from './process-table.ts';

const BYTES_PER_MB = 1_048_576;
const MEMORY_LOOK_MS = 250;
const START_TIMEOUT_MS = 10_000;
/** An interpreter alone has a dozen threads. */
const FEWEST_TASKS = 24;

const Info = z.looseObject({ 'child-pid': z.number().int().positive() });

export interface SandboxStart {
  readonly bwrap: string;
  readonly plan: SandboxPlan;
  readonly filter: Buffer | null;
  readonly limits: McpLimits;
  readonly groups: ControlGroups;
  /** Gives the sandbox's network a way out before its program starts; answers how to take it back. */
  readonly connect?: (processId: number) => Promise<() => Promise<void>>;
}

/** Tasks (processes and threads) that a server may have for its limit of processes. */
export const tasksOf = (limits: McpLimits): number => Math.max(FEWEST_TASKS, limits.processes);

/**
 * Starts a program in a sandbox that is complete, limits and network included, before its first instruction. Fails with
 * `server_start_failed`.
 */
export const launchSandboxed = async (start: SandboxStart): Promise<LaunchedTree> => {
  const { plan, limits } = start;
  const contents = [
    ...Object.values(plan.files).map((text) => Buffer.from(text)),
    ...(start.filter === null ? [] : [start.filter]),
  ];
  // No environment: what bwrap itself was given stays readable in /proc/1/environ of the sandbox.
  const child = spawn(start.bwrap, ['--args', String(sandboxFds.arguments), '--', ...limitedCommand(plan)], {
    env: {},
    cwd: '/',
    // A Ctrl-C in the agent's terminal must not end servers behind the agent's back.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', ...contents.map(() => 'pipe' as const)],
  });
  const [stdin, stdout, stderr, ...rest] = child.stdio;
  if (!isWritable(stdin) || !isReadable(stdout) || !isReadable(stderr)) throw couldNotStart('no pipes');
  const pipe = (fd: number): Writable & Readable => {
    const found = rest[fd - sandboxFds.arguments];
    if (!isWritable(found) || !isReadable(found)) throw couldNotStart('no pipes');
    found.on('error', () => undefined);
    return found;
  };
  const undo: (() => Promise<void>)[] = [];
  try {
    pipe(sandboxFds.arguments).end(`${bwrapOptions(plan).join('\0')}\0`);
    contents.forEach((content, index) => pipe(sandboxFds.firstFile + index).end(content));
    const rootId = await firstProcessOf(child, pipe(sandboxFds.info), stderr);
    const group = await start.groups.create({
      memoryBytes: limits.memoryMb * BYTES_PER_MB,
      cpuPercent: limits.cpuPercent,
      tasks: tasksOf(limits),
    });
    undo.push(group.remove);
    await group.add(rootId);
    if (start.connect !== undefined) undo.push(await start.connect(rootId));
    const watched = !start.groups.controls.has('memory');
    const residentBytes = async () =>
      treeOf(await readProcessTable(), rootId).reduce((sum, entry) => sum + entry.residentBytes, 0);
    const tree = await launchedTree({
      child: Object.assign(child, { stdin, stdout, stderr }),
      rootId,
      memoryMb: limits.memoryMb,
      diskMb: limits.diskMb,
      memoryBytes: watched ? residentBytes : group.memoryBytes,
      memoryKills: group.memoryKills,
      cleanUp: async () => {
        for (const step of undo.toReversed()) await step();
      },
    });
    if (watched) watchMemory(tree, residentBytes, limits.memoryMb);
    pipe(sandboxFds.start).end('x');
    return tree;
  } catch (error) {
    child.kill('SIGKILL');
    for (const step of undo.toReversed()) await step();
    throw error;
  }
};

const isWritable = (stream: unknown): stream is Writable & Readable =>
  typeof stream === 'object' && stream !== null && 'write' in stream;
const isReadable = (stream: unknown): stream is Readable & Writable =>
  typeof stream === 'object' && stream !== null && 'read' in stream;

const couldNotStart = (reason: string) => fail('server_start_failed', { reason });

const firstProcessOf = (child: ReturnType<typeof spawn>, info: Readable, stderr: Readable): Promise<number> =>
  new Promise((resolve, reject) => {
    let text = '';
    let complaint = '';
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      stderr.off('data', listen);
      stderr.pause();
      act();
    };
    const listen = (chunk: Buffer): void => {
      complaint = (complaint + chunk.toString('utf8')).slice(-500);
    };
    const timer = setTimeout(
      () => settle(() => reject(couldNotStart('the sandbox did not start in time'))),
      START_TIMEOUT_MS,
    );
    stderr.on('data', listen);
    child.once('error', (error) => settle(() => reject(couldNotStart(error.message))));
    child.once('exit', () =>
      settle(() => reject(couldNotStart(`the sandbox could not be made: ${complaint.trim().split('\n')[0] ?? ''}`))),
    );
    info.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const parsed = Info.safeParse(jsonOrNull(text));
      if (parsed.success) settle(() => resolve(parsed.data['child-pid']));
    });
  });

const jsonOrNull = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Where no control group may be made: looks at the tree's memory and ends it when it is too much. */
const watchMemory = (tree: LaunchedTree, residentBytes: () => Promise<number>, memoryMb: number): void => {
  const timer = setInterval(() => {
    void residentBytes().then((bytes) => {
      if (bytes > memoryMb * BYTES_PER_MB) tree.kill(`needed more than ${memoryMb} MB of memory`);
    });
  }, MEMORY_LOOK_MS);
  timer.unref();
  void tree.exited.then(() => clearInterval(timer));
};
