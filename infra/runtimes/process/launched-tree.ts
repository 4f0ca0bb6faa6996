import type { ChildProcess } from 'node:child_process';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { LaunchedServer } from '../runtime.ts';
import { signalOf } from './host-files.ts';
import { readProcess, readProcessTable, treeOf } from './process-table.ts';

const KEPT_STDERR_CHARS = 4_000;
const GONE_WITHIN_MS = 10_000;

export interface TreeParts {
  readonly child: ChildProcess & { stdin: Writable; stdout: Readable; stderr: Readable };
  readonly rootId: number;
  /** The root is the first process of a namespace: when it ends, the kernel ends all others. Else it leads a process group. */
  readonly ownNamespace: boolean;
  readonly memoryMb: number;
  readonly diskMb: number;
  readonly memoryBytes: () => Promise<number | null>;
  readonly memoryKills: () => Promise<number>;
  /** Runs once when nothing of the server is left. */
  readonly cleanUp: () => Promise<void>;
}

export interface LaunchedTree extends LaunchedServer {
  /** Ends the whole tree at once and says why. */
  kill(reason: string): void;
}

/** Watches a started process tree to its end. */
export const launchedTree = async (parts: TreeParts): Promise<LaunchedTree> => {
  const { child, rootId } = parts;
  const root = await readProcess(rootId);
  const stderr = new PassThrough();
  let lastWords = '';
  child.stderr.on(
    'data',
    (chunk: Buffer) => (lastWords = (lastWords + chunk.toString('utf8')).slice(-KEPT_STDERR_CHARS)),
  );
  child.stderr.pipe(stderr);
  child.stdin.on('error', () => undefined);

  let killedFor: string | undefined;
  const isRootAlive = async () => root !== null && (await readProcess(rootId))?.startedAt === root.startedAt;
  const processIds = async () =>
    (await isRootAlive()) ? treeOf(await readProcessTable(), rootId).map(({ processId }) => processId) : [];
  const killAll = async (): Promise<void> => {
    if (!parts.ownNamespace) for (const processId of await processIds()) send(processId, 'SIGKILL');
    else if (await isRootAlive()) send(rootId, 'SIGKILL');
    else child.kill('SIGKILL');
  };
  const exited = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    // It may have ended while it was limited.
    if (child.exitCode !== null || child.signalCode !== null)
      resolve({ code: child.exitCode, signal: child.signalCode });
    child.once('exit', (code, signal) => resolve({ code, signal }));
  }).then(async ({ code, signal }) => {
    if (!parts.ownNamespace) send(-rootId, 'SIGKILL');
    await untilGone(isRootAlive, rootId);
    const kills = await parts.memoryKills();
    await parts.cleanUp();
    return { reason: killedFor ?? describeEnd({ code, signal, kills, lastWords, ...parts }) };
  });

  let ending: Promise<void> | undefined;
  const end = async (graceMs: number): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) killedFor ??= 'was ended';
    child.stdin.end();
    const gone = exited.then(() => true);
    const within = (ms: number) => Promise.race([gone, wait(ms, false, { ref: false })]);
    if (await within(Math.min(500, graceMs / 2))) return;
    for (const processId of await processIds())
      if (processId !== rootId || !parts.ownNamespace) send(processId, 'SIGTERM');
    if (await within(Math.max(0, graceMs - Math.min(500, graceMs / 2)))) return;
    await killAll();
    await gone;
  };

  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr,
    exited,
    processIds,
    memoryBytes: parts.memoryBytes,
    end: (graceMs) => (ending ??= end(graceMs)),
    kill: (reason) => {
      killedFor ??= reason;
      void killAll();
    },
  };
};

const send = (processId: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(processId, signal);
  } catch {
    // It ended by itself meanwhile.
  }
};

/** bwrap ends when its command does; the kernel then ends the rest of the namespace a moment later. */
const untilGone = async (isAlive: () => Promise<boolean>, rootId: number): Promise<void> => {
  const deadline = performance.now() + GONE_WITHIN_MS;
  while ((await isAlive()) && performance.now() < deadline) {
    send(rootId, 'SIGKILL');
    await wait(5);
  }
};

interface End {
  readonly code: number | null;
  readonly signal: string | null;
  readonly kills: number;
  readonly lastWords: string;
  readonly memoryMb: number;
  readonly diskMb: number;
}

const describeEnd = ({ code, signal, kills, lastWords, memoryMb, diskMb }: End): string => {
  const byServer = code === null ? undefined : signalOf(code);
  const heapFull = lastWords.includes('JavaScript heap out of memory');
  if ((kills > 0 && code !== 0) || (heapFull && code !== 0)) return `needed more than ${memoryMb} MB of memory`;
  if (byServer === 'SIGXFSZ') return `wrote more than ${diskMb} MB`;
  const setup = /^bwrap: (.+)$/m.exec(lastWords)?.[1];
  if (setup !== undefined) return `the sandbox could not be made: ${setup}`;
  if (byServer !== undefined) return `was ended by ${byServer}`;
  return code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with code ${code}`;
};
