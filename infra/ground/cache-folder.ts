import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where built and downloaded servers stay between clones of the project: `$XDG_CACHE_HOME/throughline` or `~/.cache/throughline`. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'throughline');
}
