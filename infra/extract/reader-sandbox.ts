import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { findCommand } from '../ground/find-command.ts';
import { runCommand } from '../ground/run-command.ts';
import { bwrapOptions, limitedCommand, type SandboxPlan } from '../runtimes/process/bwrap-arguments.ts';
import { fontFiles, systemFiles, type HostFiles } from '../runtimes/process/host-files.ts';
import { isRoot } from '../runtimes/process/is-root.ts';
import { projectFolder, readerArguments, readerCode } from './reader-command.ts';

/** On a busy machine too: without an answer, documents are read without the sandbox. */
const TRIAL_TIMEOUT_MS = 150_000;
const ONE_MB = 1_048_576;
const NODE_INSIDE = '/opt/node/bin/node';
/** Below the ids of MCP servers, in the range that systemd's documentation leaves to nobody. */
const FIRST_USER_ID = 1_890_000_000;
const USER_IDS = 9_000_000;
const noTerminal = ['--ro-bind', '/dev/null', '/dev/tty'];
/** Where the project lies inside. */
export const projectInside = '/app';
/** 0 is as urgent as the API, 19 the least. */
export const readerNiceness = 10;

/** Makes the command that runs Node with these arguments inside, with this environment and this filter of system calls. */
export type ReaderSandbox = (
  nodeArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
  filterFd: number | null,
) => readonly [program: string, words: readonly string[]];

/**
 * The operating system's sandbox for readers: no network, no file but their code, an empty view of processes. Where it
 * cannot be made, `problem` says why and documents are read without it, unlike MCP servers, which then do not start: a server
 * is a stranger's program from its first instruction, a reader is our own code behind Node's permission model, and
 * becomes a stranger's only through an unknown flaw of a parser. Reading documents is what the product is for.
 */
export const findReaderSandbox = async (
  environment: NodeJS.ProcessEnv = process.env,
): Promise<{ sandbox: ReaderSandbox; problem: null } | { sandbox: null; problem: string }> => {
  const bwrap = await findCommand('bwrap', environment);
  if (bwrap === undefined) return { sandbox: null, problem: 'bubblewrap is not installed' };
  const { mounts, links } = await systemFiles();
  const sandbox = sandboxWith(bwrap, { mounts: [...mounts, ...(await fontFiles())], links });
  // Without its channel, a reader loads its code and ends. Drawing is native code: it depends on the machine.
  const drawing = `--import=${join(projectInside, 'infra', 'extract', 'ocr', 'read-pdf-picture.ts')}`;
  const [program, words] = sandbox([drawing, ...readerArguments(projectInside, 256)], {}, null);
  const { exitCode, output } = await runCommand(program, words, { env: {}, timeoutMs: TRIAL_TIMEOUT_MS });
  if (exitCode === 0) return { sandbox, problem: null };
  const [cause] = /^\w*Error: .*/m.exec(output) ?? /\S.*/.exec(output) ?? ['no output'];
  return { sandbox: null, problem: `a trial ended with ${exitCode}: ${cause.slice(0, 300)}` };
};

const sandboxWith =
  (bwrap: string, { mounts, links }: HostFiles): ReaderSandbox =>
  (nodeArguments, environment, filterFd) => {
    const plan: SandboxPlan = {
      // An id for each: readers do not share the count of their threads.
      hostUserId: isRoot() ? randomInt(FIRST_USER_ID, FIRST_USER_ID + USER_IDS) : null,
      mounts: [
        ...mounts,
        { host: process.execPath, inside: NODE_INSIDE },
        ...readerCode.map((name) => ({ host: join(projectFolder, name), inside: join(projectInside, name) })),
      ],
      links,
      files: {},
      // Page drawing looks for fonts of its user.
      environment: { TZ: 'UTC', HOME: '/tmp', ...environment },
      workFolder: projectInside,
      tmpBytes: ONE_MB,
      network: 'none',
      limits: { openFiles: 1_024, fileBytes: ONE_MB, processes: 128 },
      // Niceness counts against the platform only in the same session (sched(7), autogroup). So there is none of its own, but no
      // terminal either, and a process group, which `timeout` makes: a signal to its group would reach the worker's.
      command: ['/usr/bin/nice', '-n', `${readerNiceness}`, '/usr/bin/timeout', '0', NODE_INSIDE, ...nodeArguments],
    };
    return [bwrap, [...bwrapOptions(plan, filterFd), ...noTerminal, '--', ...limitedCommand(plan)]];
  };
