import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTokenSecret } from './token-secret.ts';

let DATA_DIR = '';
beforeEach(async () => {
  DATA_DIR = join(await mkdtemp(join(tmpdir(), 'token-secret-')), 'data');
});
afterEach(() => rm(join(DATA_DIR, '..'), { recursive: true, force: true }));

const read = (TOKEN_SECRET?: string) =>
  readTokenSecret({ DATA_DIR, ...(TOKEN_SECRET !== undefined && { TOKEN_SECRET }) });

test('processes that start at the same moment agree on one secret, readable by the owner only', async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => read()));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(64);
  expect(await readdir(DATA_DIR)).toEqual(['token-secret']);
  expect((await stat(join(DATA_DIR, 'token-secret'))).mode & 0o777).toBe(0o600);
  expect(await read()).toBe(secrets[0]);
});

test('the environment wins and leaves no file', async () => {
  const given = 'from the environment, long enough to be one';
  expect(await read(given)).toBe(given);
  await expect(readdir(DATA_DIR)).rejects.toThrow('ENOENT');
});

test('a damaged file is named instead of signing with a weak secret', async () => {
  await read();
  await writeFile(join(DATA_DIR, 'token-secret'), 'short');
  await expect(read()).rejects.toThrow(/token-secret is damaged/);
});
