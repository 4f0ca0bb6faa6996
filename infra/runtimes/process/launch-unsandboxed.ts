import { spawn } from 'node:child_process';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpLimits } from '../../../contracts/mcp-servers.ts';
import { dyingWithParent } from '../../ground/dying-with-parent.ts';
import type { ControlGroups } from './control-groups.ts';
import { limitTree } from './limit-tree.ts';
import { launchedTree, type LaunchedTree } from './launched-tree.ts';

export interface BareStart {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workFolder: string;
  readonly limits: McpLimits;
  readonly groups: ControlGroups;
}

/**
 * Starts a program with a clean environment and limits, but with this machine's files and network, for operators who
 * asked for that. What leaves its process tree is not found again. Fails with `server_start_failed`.
 */
export const launchUnsandboxed = async (start: BareStart): Promise<LaunchedTree> => {
  const [first = '', ...rest] = start.command;
  const [program, args] = await dyingWithParent(first, rest, process.env);
  const child = spawn(program, args, {
    env: { ...start.environment },
    cwd: start.workFolder,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const rootId = await new Promise<number>((resolve, reject) => {
    child.once('error', (error) => reject(fail('server_start_failed', { reason: error.message })));
    child.once('spawn', () => resolve(child.pid ?? 0));
  });
  const limited = await limitTree(rootId, start.limits, start.groups).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw fail('server_start_failed', { reason: 'it could not be limited' }, { cause: error });
  });
  const { memoryMb, diskMb } = start.limits;
  const tree = await launchedTree({ child, rootId, ownNamespace: false, memoryMb, diskMb, ...limited });
  limited.watch(tree);
  return tree;
};
