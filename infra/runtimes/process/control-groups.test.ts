import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupNameOf, openControlGroups } from './control-groups.ts';
import { serverGroupsOf } from './test-groups.ts';

const version2 = async () => {
  const root = await mkdtemp(join(tmpdir(), 'throughline-cgroup2-'));
  const own = join(root, 'own');
  await mkdir(join(root, 'service'));
  await writeFile(join(root, 'service', 'cgroup.controllers'), 'cpuset cpu io memory pids\n');
  await writeFile(own, '0::/service\n');
  return { root, own };
};

/** What version 1 does with these limits, sandbox.test.ts shows on the kernel. Few machines have both. */
test('on version 2 limits are written where it has them, below one group of all servers', async () => {
  const { root, own } = await version2();
  const groups = await openControlGroups(root, own);
  expect([...groups.controls].toSorted()).toEqual(['cpu', 'memory', 'pids']);
  await groups.create({ memoryBytes: 64_000_000, cpuPercent: 20, tasks: 24 });
  const read = (...path: string[]) => readFile(join(root, 'service', ...path), 'utf8');
  const all = await groupNameOf(process.pid);
  expect(await read('cgroup.subtree_control')).toBe('+memory +cpu +pids');
  expect(await read(all, 'cgroup.subtree_control')).toBe('+memory +cpu +pids');
  expect(await read(all, 'cpu.weight')).toBe('50');
  expect(await read(all, 'cpu.max')).toBe(`${(availableParallelism() - 0.5) * 20_000} 20000`);
  expect(await read(all, '1', 'cpu.max')).toBe('4000 20000');
  expect(await read(all, '1', 'memory.max')).toBe('64000000');
  expect(await read(all, '1', 'memory.swap.max')).toBe('0');
  expect(await read(all, '1', 'pids.max')).toBe('24');
  await rm(root, { recursive: true });
});

test('groups of an earlier agent are removed, also when it had the same process id; those of a running one stay', async () => {
  const { root, own } = await version2();
  const gone = [`throughline-${process.pid}`, `throughline-${process.pid}-1`];
  const running = await groupNameOf(process.ppid);
  for (const name of [...gone, running]) await mkdir(join(root, 'service', name, '1'), { recursive: true });
  await openControlGroups(root, own);
  const left = (await readdir(join(root, 'service'))).filter((name) => name.startsWith('throughline-'));
  expect(left.toSorted()).toEqual([running, await groupNameOf(process.pid)].toSorted());
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
