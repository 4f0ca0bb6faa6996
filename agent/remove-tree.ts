import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes a folder with all it holds. A server may have closed its own folders to everybody: an agent that is not root
 * opens them first. Symbolic links are deleted, never followed.
 */
export const removeTree = async (path: string): Promise<void> => {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await openFolders(path);
    await rm(path, { recursive: true, force: true });
  }
};

const openFolders = async (root: string): Promise<void> => {
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    await chmod(folder, 0o700);
    for (const entry of await readdir(folder, { withFileTypes: true }))
      if (entry.isDirectory()) waiting.push(join(folder, entry.name));
  }
};

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'ENOTEMPTY'].includes(String(error.code));
