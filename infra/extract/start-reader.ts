import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { callFilter } from '../runtimes/process/call-filter.ts';
import { projectFolder, readerArguments } from './reader-command.ts';
import { projectInside, readerNiceness, type ReaderSandbox } from './reader-sandbox.ts';

const CHANNEL_FD = 3;
const FILTER_FD = 4;

/** Starts a reader for the open file `document`. */
export const startReader = (document: number, memoryMb: number, sandbox: ReaderSandbox | null): ChildProcess =>
  startNode(readerArguments(sandbox === null ? projectFolder : projectInside, memoryMb), document, sandbox);

/**
 * Starts Node with `input` as its standard input and a channel for messages: no other descriptor, no environment. In
 * the sandbox, ending the child ends everything in it.
 */
export const startNode = (
  nodeArguments: readonly string[],
  input: number,
  sandbox: ReaderSandbox | null,
): ChildProcess => {
  const filter = sandbox === null ? null : callFilter();
  const inside = sandbox?.(nodeArguments, { NODE_CHANNEL_FD: `${CHANNEL_FD}` }, filter === null ? null : FILTER_FD);
  const [program, words] = inside ?? [process.execPath, nodeArguments];
  const child = spawn(program, words, {
    env: sandbox === null ? { TZ: 'UTC' } : {},
    cwd: sandbox === null ? projectFolder : '/',
    stdio: [input, 'ignore', 'ignore', 'ipc', ...(filter === null ? [] : ['pipe' as const])],
    serialization: 'json',
  });
  const extra: readonly unknown[] = child.stdio;
  const pipe = extra[FILTER_FD];
  if (filter !== null && pipe instanceof Socket) pipe.on('error', () => undefined).end(filter);
  if (sandbox === null && child.pid !== undefined) lowerPriority(child.pid);
  return child;
};

/** When many documents come at once, people's requests on the same machine go first. */
const lowerPriority = (processId: number): void => {
  try {
    setPriority(processId, readerNiceness);
  } catch {
    // It ended already, or the system does not allow it: the reading is as good.
  }
};
