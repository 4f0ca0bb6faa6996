import { findCommand } from './find-command.ts';

/**
 * Puts the command under `setpriv --pdeathsig` where there is one, so that even `kill -9` of this process ends it: at once, because
 * a child that took its time would hold its port or data while the next start wants them.
 */
export async function dyingWithParent(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<[string, string[]]> {
  const setpriv = process.platform === 'linux' ? await findCommand('setpriv', env) : undefined;
  return setpriv === undefined ? [command, [...args]] : [setpriv, ['--pdeathsig', 'KILL', '--', command, ...args]];
}
