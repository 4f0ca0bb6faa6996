import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildOnce } from './build-once.ts';
import { runCommand } from './run-command.ts';

const freshTarget = async () => join(await mkdtemp(join(tmpdir(), 'build-once-')), 'program');
const silent = () => undefined;

test('callers at the same time share one build and all find the finished file', async () => {
  const target = await freshTarget();
  let builds = 0;
  const build = async (path: string) => {
    builds += 1;
    await writeFile(path, 'half');
    await writeFile(path, 'whole');
  };
  await Promise.all(Array.from({ length: 5 }, () => buildOnce({ target, label: 'program', report: silent, build })));
  expect(builds).toBe(1);
  expect(await readFile(target, 'utf8')).toBe('whole');
  expect(await readdir(join(target, '..'))).toEqual(['program']);
});

test('a builder that died is replaced, and what it had begun is removed', async () => {
  const target = await freshTarget();
  const { output } = await runCommand(process.execPath, ['-p', 'process.pid']);
  await writeFile(`${target}.lock`, output.trim());
  await writeFile(`${target}.${output.trim()}.tmp`, 'half');
  await buildOnce({ target, label: 'program', report: silent, build: (path) => writeFile(path, 'whole') });
  expect(await readFile(target, 'utf8')).toBe('whole');
  expect(await readdir(join(target, '..'))).toEqual(['program']);
});

test('a failed build leaves nothing behind, and the next caller builds', async () => {
  const target = await freshTarget();
  const failing = async (path: string) => {
    await writeFile(path, 'half');
    throw new Error('no compiler');
  };
  await expect(buildOnce({ target, label: 'program', report: silent, build: failing })).rejects.toThrow('no compiler');
  expect(await readdir(join(target, '..'))).toEqual([]);
  await buildOnce({ target, label: 'program', report: silent, build: (path) => writeFile(path, 'whole') });
  expect(await readFile(target, 'utf8')).toBe('whole');
});

test('a file that exists is not built again', async () => {
  const target = await freshTarget();
  await writeFile(target, 'from before');
  await buildOnce({ target, label: 'program', report: silent, build: () => Promise.reject(new Error('called')) });
  expect(await readFile(target, 'utf8')).toBe('from before');
});
