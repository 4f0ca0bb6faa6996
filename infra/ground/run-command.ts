import { spawn } from 'node:child_process';
import { dyingWithParent } from './dying-with-parent.ts';

const KEPT_OUTPUT_CHARS = 8_000;

export type CommandResult = { exitCode: number; output: string };

export type CommandOptions = { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number };

/**
 * Runs a command to its end without a shell and without input. Resolves with its exit code (127 when it cannot be started, 124 after
 * `timeoutMs`) and the end of what it printed on both streams.
 */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const [program, words] = await dyingWithParent(command, args, process.env);
  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const child = spawn(program, words, { cwd: options.cwd, env: options.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARS);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    const finish = (exitCode: number) => {
      clearTimeout(timer);
      resolve({ exitCode: timedOut ? 124 : exitCode, output });
    };
    child.once('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.once('close', (exitCode) => finish(exitCode ?? 1));
  });
}

/** For commands that download much and keep what they have: of a thousand answers one may fail, so a failed run is tried once more. */
export async function runDownload(...command: Parameters<typeof runCommand>): Promise<CommandResult> {
  const first = await runCommand(...command);
  return first.exitCode === 0 ? first : runCommand(...command);
}
