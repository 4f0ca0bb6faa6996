import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder } from './data-folder-lock.ts';

let base = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'data-folder-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

const modeAfterLock = async (folder: string): Promise<number> => {
  const unlock = await lockDataFolder(folder);
  await unlock();
  return (await stat(folder)).mode & 0o777;
};

test('a new data folder is closed to other users of the machine', async () => {
  expect(await modeAfterLock(join(base, 'new', 'data'))).toBe(0o700);
});

test('an older data folder that stands open is closed at the next start', async () => {
  const folder = join(base, 'data');
  await mkdir(folder);
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'platform.json'), '{}');
  expect(await modeAfterLock(folder)).toBe(0o750);
});

test('a folder with another purpose keeps its mode', async () => {
  await chmod(base, 0o755);
  expect(await modeAfterLock(base)).toBe(0o755);
});
