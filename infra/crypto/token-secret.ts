import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../env.ts';
import { systemErrorCode } from '../ground/system-error-code.ts';

/**
 * The secret that all keys come from: `TOKEN_SECRET`, or a file made once in the data folder. API and workers start
 * at the same time, so the file appears complete or not at all, and who is second reads what the first one wrote.
 */
export const readTokenSecret = async ({
  TOKEN_SECRET,
  DATA_DIR,
}: Pick<Environment, 'TOKEN_SECRET' | 'DATA_DIR'>): Promise<string> => {
  if (TOKEN_SECRET !== undefined) return TOKEN_SECRET;
  const path = join(DATA_DIR, 'token-secret');
  const known = await read(path);
  if (known !== null) return known;
  await mkdir(DATA_DIR, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, randomBytes(48).toString('base64url'), { mode: 0o600, flush: true });
  try {
    await link(draft, path);
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await read(path);
  if (made === null) throw new Error(`${path} vanished while it was made`);
  return made;
};

const read = async (path: string): Promise<string | null> => {
  try {
    const secret = (await readFile(path, 'utf8')).trim();
    if (secret.length < 32) throw new Error(`${path} is damaged: delete it, and everybody signs in again`);
    return secret;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
};
