import { spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { Socket } from 'node:net';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpLimits } from '../../../contracts/mcp-servers.ts';
import { bwrapOptions, limitedCommand, sandboxFds, type SandboxPlan } from './bwrap-arguments.ts';
import type { ControlGroups } from './control-groups.ts';
import { limitTree } from './limit-tree.ts';
import { launchedTree, type LaunchedTree } from './launched-tree.ts';

const START_TIMEOUT_MS = 10_000;

const Info = z.looseObject({ 'child-pid': z.number().int().positive() });

export interface SandboxStart {
  readonly bwrap: string;
  readonly plan: SandboxPlan;
  /** System calls that are refused, as a BPF program; null where there is none for this processor. */
  readonly filter: Buffer | null;
  readonly limits: McpLimits;
  readonly groups: ControlGroups;
  /** Gives the sandbox's network a way out before its program starts; answers how to take it back. */
  readonly connect?: (processId: number) => Promise<() => Promise<void>>;
}

/**
 * Starts a program in a sandbox that is complete, limits and network included, before its first instruction. Fails with
 * `server_start_failed`.
 */
export const launchSandboxed = async (start: SandboxStart): Promise<LaunchedTree> => {
  const { plan, limits, filter } = start;
  const filterFd = sandboxFds.firstFile + Object.keys(plan.files).length;
  const options = [
    ...bwrapOptions(plan, filter === null ? null : filterFd),
    '--new-session',
    '--info-fd',
    String(sandboxFds.info),
    '--block-fd',
    String(sandboxFds.start),
  ];
  const contents = [
    ...Object.values(plan.files).map((text) => Buffer.from(text)),
    ...(filter === null ? [] : [filter]),
  ];
  // Options go through a descriptor: on a command line, every user of this machine could read the secrets among the environment.
  // No environment: what bwrap itself was given stays readable in /proc/1/environ of the sandbox.
  const child = spawn(start.bwrap, ['--args', String(sandboxFds.options), '--', ...limitedCommand(plan)], {
    env: {},
    cwd: '/',
    // A Ctrl-C in the agent's terminal must not end servers behind the agent's back.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe', ...contents.map(() => 'pipe' as const)],
  });
  // Without descriptors left it fails later, and has no pipes.
  child.on('error', () => undefined);
  const { stdin, stdout, stderr } = child;
  const extra: readonly unknown[] | undefined = child.stdio;
  if (!stdin || !stdout || !stderr) throw couldNotStart('it has no pipes');
  const pipe = (fd: number): Duplex => {
    const found = extra?.[fd];
    if (!(found instanceof Socket)) throw couldNotStart('it has no pipes');
    return found.on('error', () => undefined);
  };
  const undo: (() => Promise<void>)[] = [];
  const cleanUp = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    pipe(sandboxFds.options).end(optionBytes(options));
    contents.forEach((content, index) => pipe(sandboxFds.firstFile + index).end(content));
    const rootId = await firstProcessOf(child, pipe(sandboxFds.info), stderr);
    const limited = await limitTree(rootId, limits, start.groups);
    undo.push(limited.cleanUp);
    if (start.connect !== undefined) undo.push(await start.connect(rootId));
    const { memoryMb, diskMb } = limits;
    const parts = {
      child: Object.assign(child, { stdin, stdout, stderr }),
      rootId,
      ownNamespace: true,
      memoryMb,
      diskMb,
    };
    const tree = await launchedTree({ ...parts, ...limited, cleanUp });
    limited.watch(tree);
    pipe(sandboxFds.start).end('x');
    return tree;
  } catch (error) {
    child.kill('SIGKILL');
    await cleanUp();
    throw error instanceof Error && error.name === 'Failure' ? error : couldNotStart(String(error));
  }
};

/** bwrap reads options up to a NUL each: one inside a value would start an option of the stranger's choice, such as `--bind / /host`. */
const optionBytes = (options: readonly string[]): string => {
  if (options.some((option) => option.includes('\0'))) throw couldNotStart('a setting contains a NUL character');
  return `${options.join('\0')}\0`;
};

const couldNotStart = (reason: string) =>
  fail('server_start_failed', { reason: `the sandbox could not be made: ${reason}` });

/** bwrap names the first process of the sandbox, and waits. */
const firstProcessOf = (child: ReturnType<typeof spawn>, info: Readable, stderr: Readable): Promise<number> =>
  new Promise((resolve, reject) => {
    let answer = '';
    let complaint = '';
    const listen = (chunk: Buffer): void => {
      complaint = (complaint + chunk.toString('utf8')).slice(0, 500);
    };
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      stderr.off('data', listen).pause();
      act();
    };
    const giveUp = (reason: string) => settle(() => reject(couldNotStart(reason)));
    const timer = setTimeout(() => giveUp('it did not start in time'), START_TIMEOUT_MS);
    stderr.on('data', listen);
    child.once('error', ({ message }) => giveUp(message));
    child.once('close', () => giveUp(complaint.split('\n')[0] ?? ''));
    info.on('data', (chunk: Buffer) => {
      answer += chunk.toString('utf8');
      const parsed = Info.safeParse(jsonOrNull(answer));
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
