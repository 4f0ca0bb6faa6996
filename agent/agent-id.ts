import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What names this agent on engines and clusters that it shares with others, so that it sweeps what is its own and nothing
 * else. Kept in its folder, which it holds the lock of: in containers, all agents have the same path.
 */
export const readAgentId = async (folder: string): Promise<string> => {
  const path = join(folder, 'agent.id');
  const known = await readFile(path, 'utf8').catch(() => '');
  if (/^[0-9a-f]{16}$/.test(known)) return known;
  const id = randomBytes(8).toString('hex');
  await writeFile(`${path}.draft`, id, { mode: 0o600, flush: true });
  await rename(`${path}.draft`, path);
  return id;
};
