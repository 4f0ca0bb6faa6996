import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openControlGroups } from './control-groups.ts';

/** What version 1 does with these limits, sandbox.test.ts shows on the kernel. Few machines have both. */
test('on version 2 limits are written where it has them', async () => {
  const root = await mkdtemp(join(tmpdir(), 'throughline-cgroup2-'));
  const own = join(root, 'own');
  await mkdir(join(root, 'service'));
  await writeFile(join(root, 'service', 'cgroup.controllers'), 'cpuset cpu io memory pids\n');
  await writeFile(own, '0::/service\n');
  const groups = await openControlGroups(root, own);
  expect([...groups.controls].toSorted()).toEqual(['cpu', 'memory', 'pids']);
  const group = await groups.create({ memoryBytes: 64_000_000, cpuPercent: 20, tasks: 24 });
  const [name = ''] = (await readdir(join(root, 'service'))).filter((each) => each.startsWith('throughline-'));
  const read = (file: string) => readFile(join(root, 'service', name, file), 'utf8');
  expect(await readFile(join(root, 'service', 'cgroup.subtree_control'), 'utf8')).toBe('+memory +cpu +pids');
  expect(await read('cpu.weight')).toBe('50');
  expect(await read('cpu.max')).toBe('4000 20000');
  expect(await read('memory.max')).toBe('64000000');
  expect(await read('pids.max')).toBe('24');
  await writeFile(join(root, 'service', name, 'cpu.stat'), 'usage_usec 2500\nuser_usec 2000\n');
  expect(await group.cpuMs()).toBe(2.5);
  await group.setIdle(true);
  expect(await read('cpu.idle')).toBe('1');
  await rm(root, { recursive: true });
});
