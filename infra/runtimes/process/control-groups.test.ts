import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Conduct } from './control-group-files.ts';
import { groupNameOf, openControlGroups } from './control-groups.ts';
import { serverGroupsOf } from './test-groups.ts';

const version2 = async () => {
  const root = await mkdtemp(join(tmpdir(), 'throughline-cgroup2-'));
  const own = join(root, 'own');
  await mkdir(join(root, 'service'));
  await writeFile(join(root, 'service', 'cgroup.controllers'), 'cpuset cpu io memory pids\n');
  await writeFile(join(root, 'service', 'cpuset.cpus.effective'), '0,2-4\n');
  await writeFile(join(root, 'service', 'cpuset.mems.effective'), '0\n');
  await writeFile(own, '0::/service\n');
  return { root, own };
};

/** What version 1 does with these limits, sandbox.test.ts shows on the kernel. Few machines have both. */
test('on version 2 limits are written where it has them', async () => {
  const { root, own } = await version2();
  const groups = await openControlGroups(root, own);
  expect([...groups.controls].toSorted()).toEqual(['cpu', 'cpuset', 'memory', 'pids']);
  const group = await groups.create({ memoryBytes: 64_000_000, cpuPercent: 20, tasks: 24 });
  const name = `${await groupNameOf(process.pid)}-1`;
  const read = (file: string) => readFile(join(root, 'service', name, file), 'utf8');
  expect(await readFile(join(root, 'service', 'cgroup.subtree_control'), 'utf8')).toBe('+memory +cpu +pids +cpuset');
  expect(await read('cpu.max')).toBe('4000 20000');
  expect(await read('memory.max')).toBe('64000000');
  expect(await read('memory.swap.max')).toBe('0');
  expect(await read('pids.max')).toBe('24');
  const treated = async (conduct: Conduct) => {
    await group.treat(conduct);
    return [await read('cpu.weight'), await read('cpuset.cpus')];
  };
  expect([await read('cpu.weight'), await read('cpuset.cpus')]).toEqual(['50', '2,3,4']);
  expect(await treated('busy')).toEqual(['12', '2,3,4']);
  expect(await treated('calm')).toEqual(['50', '0,2,3,4']);
  await writeFile(join(root, 'service', name, 'cpu.stat'), 'usage_usec 1500\nuser_usec 1000\n');
  expect(group.cpuMs()).toBe(1.5);
  await groups.create({ memoryBytes: 64_000_000, cpuPercent: 100_000, tasks: 24 });
  const second = join(root, 'service', name.replace(/1$/, '2'), 'cpu.max');
  expect(await readFile(second, 'utf8')).toBe(`${availableParallelism() * 20_000} 20000`);
  await rm(root, { recursive: true });
});

test('groups of an earlier agent are removed, also when it had the same process id; those of a running one stay', async () => {
  const { root, own } = await version2();
  const gone = [`throughline-${process.pid}-1`, `throughline-${process.pid}-1-2`];
  const running = [`${await groupNameOf(process.ppid)}-1`, `${await groupNameOf(process.pid)}-7`];
  for (const name of [...gone, ...running]) await mkdir(join(root, 'service', name));
  await openControlGroups(root, own);
  const left = (await readdir(join(root, 'service'))).filter((name) => name.startsWith('throughline-'));
  expect(left.filter((name) => !name.endsWith('-probe')).toSorted()).toEqual(running.toSorted());
  await rm(root, { recursive: true });
});

test('a group that holds others too is left as it was', async () => {
  const { root, own } = await version2();
  const processes = join(root, 'service', 'cgroup.procs');
  await writeFile(processes, `1\n${process.pid}\n`);
  // A kernel refuses this while there are processes.
  await mkdir(join(root, 'service', 'cgroup.subtree_control'));
  const groups = await openControlGroups(root, own);
  expect([...groups.controls]).toEqual([]);
  expect(await readFile(processes, 'utf8')).toBe(String(process.pid));
  await rm(root, { recursive: true });
});

test('in a container, which does not see the folder of its group, there are none', async () => {
  const root = await mkdtemp(join(tmpdir(), 'throughline-cgroup1-'));
  const own = join(root, 'own');
  await mkdir(join(root, 'memory'));
  await writeFile(own, '4:memory:/docker/0123\n');
  expect([...(await openControlGroups(root, own)).controls]).toEqual([]);
  expect(await readdir(join(root, 'memory'))).toEqual([]);
  await rm(root, { recursive: true });
});

test('the group of a server that is just ending is removed too', async () => {
  const groups = await openControlGroups();
  const before = await serverGroupsOf(process.pid);
  const group = await groups.create({ memoryBytes: 64_000_000, cpuPercent: 20, tasks: 24 });
  const child = spawn('/bin/sleep', ['60'], { stdio: 'ignore' });
  await group.add(child.pid ?? 0);
  const removed = group.remove();
  setTimeout(() => child.kill('SIGKILL'), 50);
  await removed;
  expect(await serverGroupsOf(process.pid)).toEqual(before);
});
