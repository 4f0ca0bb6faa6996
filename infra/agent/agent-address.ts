import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Linux keeps a socket's path in 108 bytes, the last of them zero. */
const longestPathBytes = 107;

/**
 * Where the agent of a data folder listens. Agent and platform both ask here, so that they meet also when the folder's
 * own path is too long for a socket.
 */
export const agentSocketPath = (dataDir: string): string => {
  const folder = resolve(dataDir);
  const path = join(folder, 'agent.sock');
  if (Buffer.byteLength(path) <= longestPathBytes) return path;
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32);
  return join(tmpdir(), `throughline-${process.getuid?.() ?? 0}-${name}.sock`);
};
