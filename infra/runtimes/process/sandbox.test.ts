import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { availableParallelism, getPriority, homedir, networkInterfaces, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openControlGroups } from './control-groups.ts';
import { readProcess } from './process-table.ts';
import { serverGroupsOf } from './test-groups.ts';
import { openHostile, sandboxProblem } from './test-sandbox.ts';

const project = resolve(import.meta.dirname, '..', '..', '..');
const stillRunning = async (processIds: readonly number[]) =>
  (await Promise.all(processIds.map(readProcess))).filter((entry) => entry !== null);

describe.skipIf(sandboxProblem !== null)(
  `in the sandbox${sandboxProblem === null ? '' : `: ${sandboxProblem}`}`,
  () => {
    test("a server reads its own package, and neither this machine's files nor another server's", async () => {
      await using other = await openHostile('links-out.mjs');
      await writeFile(join(other.dataFolder, 'canary'), 'of another tenant');
      await using hostile = await openHostile('reads-host-files.mjs');
      const paths = ['/etc/shadow', '/etc/ssh', homedir(), '/root', '/home', '/var', '/run', '/sys', '/mnt', '/work'];
      const sockets = ['/var/run/docker.sock', '/run/docker.sock', '/run/podman/podman.sock', '/run/dbus'];
      const ours = [
        project,
        join(project, 'package.json'),
        process.cwd(),
        tmpdir(),
        other.base,
        `${other.dataFolder}/canary`,
      ];
      const facts = await hostile.attempt({ paths: [...paths, ...sockets, ...ours.filter((path) => path !== '/tmp')] });
      expect(facts).toMatchObject({ reached: [], canRead: ['/app'] });
      expect(facts.roots).toEqual(expect.not.arrayContaining(['root', 'home', 'var', 'sys', 'work']));
    });

    test('an agent that makes its files for itself alone still makes them for its servers', async () => {
      const before = process.umask(0o077);
      await using hostile = await openHostile('reads-host-files.mjs').finally(() => process.umask(before));
      expect(await hostile.attempt({ paths: ['/etc/shadow'] })).toMatchObject({ reached: [], canRead: ['/app'] });
    });

    test('links in its data folder lead nowhere', async () => {
      await using hostile = await openHostile('links-out.mjs');
      const targets = [
        '/etc/shadow',
        join(project, 'package.json'),
        '../../../../../../etc/shadow',
        '/proc/1/root/etc/shadow',
      ];
      expect(await hostile.attempt({ targets })).toEqual({ reached: [] });
      expect((await lstat(join(hostile.dataFolder, 'link-0'))).isSymbolicLink()).toBe(true);
    });

    test('it sees the environment it was given, and of no other process', async () => {
      process.env.SANDBOX_CANARY = 'canary-of-the-parent';
      const settings = { environment: { API_KEY: 'its-own-secret' } };
      await using hostile = await openHostile('reads-environments.mjs', settings);
      const facts = await hostile.attempt({ canary: 'canary-of-the-parent' });
      expect(facts).toMatchObject({
        foundCanary: false,
        processes: 2,
        own: { API_KEY: 'its-own-secret', HOME: '/data' },
      });
      expect(Object.keys(Object(facts.own)).toSorted()).toEqual(
        ['API_KEY', 'HOME', 'LANG', 'NODE_OPTIONS', 'PATH', 'PWD', 'TMPDIR'].filter(
          (name) => name in Object(facts.own),
        ),
      );
    });

    test('a value with a NUL becomes no option of the sandbox', async () => {
      const environment = { GREETING: ['hello', '--ro-bind', project, '/tmp/host'].join('\0') };
      const attempt = async () => {
        await using hostile = await openHostile('reads-host-files.mjs', { environment });
        return await hostile.attempt({ paths: ['/tmp/host/package.json'] });
      };
      await expect(attempt()).rejects.toThrow('NUL');
    });

    test('its secrets are on no command line of this machine', async () => {
      await using hostile = await openHostile('never-answers.mjs', { environment: { API_KEY: 'its-own-secret' } });
      const lines = await Promise.all(
        (await readdir('/proc'))
          .filter((name) => /^\d+$/.test(name))
          .map((id) => readFile(`/proc/${id}/cmdline`, 'latin1').catch(() => '')),
      );
      expect(await hostile.server.processIds()).not.toEqual([]);
      expect(lines.filter((line) => line.includes('its-own-secret'))).toEqual([]);
    });

    test('processes of this machine can be neither signalled nor opened', async () => {
      const victim = spawn('sleep', ['60']);
      await using hostile = await openHostile('signals-host-processes.mjs');
      const facts = await hostile.attempt({ processIds: [victim.pid, process.pid, process.ppid] });
      const ended = victim.exitCode ?? victim.signalCode;
      victim.kill();
      expect(facts).toEqual({ signalled: [], opened: [] });
      expect(ended).toBeNull();
    });

    test('the doors of the kernel are closed', async () => {
      await using hostile = await openHostile('opens-kernel-doors.mjs');
      expect(await hostile.attempt()).toEqual({ opened: [], ran: [] });
    });

    test('it has no privileges and gains none', async () => {
      await using hostile = await openHostile('raises-privileges.mjs');
      const facts = await hostile.attempt();
      expect(facts).toMatchObject({ became: [], noNewPrivileges: '1', capabilities: Array(4).fill('0'.repeat(16)) });
      expect(facts.filtered).toBe(process.arch === 'x64' ? '2' : '0');
      const [root] = await hostile.server.processIds();
      const status = await readFile(`/proc/${(await hostile.server.processIds()).at(-1)}/status`, 'utf8');
      expect(root).toBeGreaterThan(0);
      // Root of this machine under another name could still write what belongs to root.
      expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0');
    });

    test('it inherits nothing but its three pipes', async () => {
      await using hostile = await openHostile('inherits-descriptors.mjs');
      const { targets } = await hostile.attempt();
      const own = /^(?:anon_inode:|pipe:|socket:|\/dev\/(?:null|urandom)$|\/proc\/\d+\/fd$)/;
      expect(Array.isArray(targets) && targets.filter((target) => !own.test(String(target)))).toEqual([]);
      expect(Array.isArray(targets) && targets.filter((target) => String(target).startsWith('socket:')).length).toBe(3);
    });

    test('its package, the interpreter and the system are read-only', async () => {
      await using hostile = await openHostile('writes-own-package.mjs');
      expect(await hostile.attempt()).toEqual({ written: [], ownFolder: ['/data/new', '/tmp/new'] });
    });

    test('it has no network: not this machine, not the metadata address, no names', async () => {
      const canary = createServer().listen(0, '0.0.0.0');
      await once(canary, 'listening');
      const address = canary.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      await using hostile = await openHostile('reaches-network.mjs');
      const facts = await hostile.attempt({ ...networkTargets(port), names: ['localhost.localdomain', 'example.com'] });
      canary.close();
      expect(facts).toEqual({ connected: [], sent: [], resolved: [], interfaces: ['lo'] });
    });

    test('a port that it opens is not open on this machine', async () => {
      await using hostile = await openHostile('opens-port.mjs');
      expect(await hostile.attempt({ port: 19_913 })).toEqual({ listening: true });
      const socket = connect({ port: 19_913, host: '127.0.0.1' });
      await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED');
    });
  },
);

/** Everything of this machine where a canary listens, and what clouds answer secrets at. */
const networkTargets = (port: number) => {
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const hosts = [
    '127.0.0.1',
    '198.18.77.2',
    '10.0.2.2',
    ...own.filter(({ family }) => family === 'IPv4').map(({ address }) => address),
  ];
  const targets = [
    ...hosts.map((host) => ({ host, port })),
    { host: '169.254.169.254', port: 80 },
    '/var/run/docker.sock',
  ];
  return { targets, datagrams: [{ host: '169.254.169.254', port: 53 }] };
};

describe.skipIf(sandboxProblem !== null)('the limits of a server hold', () => {
  test('three hundred forks become no more than its limit, and end with it', async () => {
    await using hostile = await openHostile('forks-without-end.mjs', { limits: { processes: 40 } });
    const facts = await hostile.attempt();
    const processIds = await hostile.server.processIds();
    expect(facts.tried).toBe(300);
    expect(facts.started).toBeGreaterThan(5);
    expect(facts.started).toBeLessThan(40);
    expect(processIds.length).toBeLessThanOrEqual(42);
    await hostile.server.end(100);
    expect(await stillRunning(processIds)).toEqual([]);
  });

  test.each(['buffers', 'heap'])('too much memory (%s) ends it with that reason', async (where) => {
    await using hostile = await openHostile('eats-memory.mjs', { limits: { memoryMb: 160 } });
    await expect(hostile.attempt({ where })).rejects.toThrow('needed more than 160 MB of memory');
    expect((await hostile.server.exited).reason).toBe('needed more than 160 MB of memory');
  });

  test('too much on disk in many files ends it with that reason', async () => {
    await using hostile = await openHostile('eats-disk.mjs', { limits: { diskMb: 40 } });
    await expect(hostile.attempt({ folder: '/data', files: 100 })).rejects.toThrow('wrote more than 40 MB');
  });

  test('one file grows to the limit and no further', async () => {
    await using hostile = await openHostile('eats-disk.mjs', { limits: { diskMb: 16 } });
    const outcome = await hostile.attempt({ folder: '/data', files: 1 }).catch((error: unknown) => String(error));
    expect(JSON.stringify(outcome)).toMatch(/EFBIG|wrote more than 16 MB/);
    expect((await lstat(join(hostile.dataFolder, 'piece-0'))).size).toBeLessThanOrEqual(16 * 1_048_576);
  });

  test.each(['/tmp', '/dev/shm'])('%s is no disk', async (folder) => {
    await using hostile = await openHostile('eats-disk.mjs', { limits: { diskMb: 30 } });
    const facts = await hostile.attempt({ folder, files: 10 });
    expect(facts.stoppedBy).toBe('ENOSPC');
    expect(facts.bytes).toBeLessThanOrEqual(30 * 1_048_576);
  });

  test('open files are limited', async () => {
    await using hostile = await openHostile('eats-descriptors.mjs', { limits: { openFiles: 100 } });
    const facts = await hostile.attempt();
    expect(facts.stoppedBy).toBe('EMFILE');
    expect(facts.opened).toBeLessThan(100);
  });

  test('a busy server gets its share of a core', async () => {
    await using hostile = await openHostile('burns-cpu.mjs', { limits: { cpuPercent: 20 } });
    const { share } = await hostile.attempt({ seconds: 2 });
    expect(share).toBeLessThan(0.35);
  });

  test('it yields to the platform: nice, and while it starts off the first core', async () => {
    await using hostile = await openHostile('never-answers.mjs', { limits: { cpuPercent: 400 } });
    const niceness = (await hostile.server.processIds()).map((id) => getPriority(id));
    expect(niceness).toEqual(niceness.map(() => 5));
    const { controls } = await openControlGroups();
    if (!controls.has('cpuset') || availableParallelism() < 2) return;
    const cores = async (id: number) =>
      /^Cpus_allowed_list:\s*(.*)$/m.exec(await readFile(`/proc/${id}/status`, 'utf8'))?.[1];
    for (const id of await hostile.server.processIds()) expect(await cores(id)).toMatch(/^[1-9]/);
  });

  test('what left its parent in a session of its own ends with the server', async () => {
    await using hostile = await openHostile('outlives-parent.mjs');
    await hostile.attempt();
    await expect.poll(() => readFile(join(hostile.dataFolder, 'mark'), 'utf8').catch(() => '')).not.toBe('');
    const processIds = await hostile.server.processIds();
    expect(processIds.length).toBeGreaterThan(2);
    await hostile.server.end(200);
    expect(await stillRunning(processIds)).toEqual([]);
  });

  test('the same when the server ends by itself, and its code is told', async () => {
    await using hostile = await openHostile('outlives-parent.mjs');
    await hostile.attempt({ thenExit: true });
    await expect.poll(async () => (await hostile.server.processIds()).length).toBeGreaterThan(2);
    const processIds = await hostile.server.processIds();
    await writeFile(join(hostile.dataFolder, 'exit'), '');
    expect(await hostile.server.exited).toEqual({ reason: 'ended with code 3' });
    expect(await stillRunning(processIds)).toEqual([]);
  });

  test('who ignores every request to end is ended after the grace', async () => {
    await using hostile = await openHostile('ignores-end.mjs');
    expect(await hostile.attempt()).toEqual({ stillHere: true });
    const processIds = await hostile.server.processIds();
    // It would go on for good.
    await hostile.server.end(300);
    expect(await stillRunning(processIds)).toEqual([]);
  });

  test('zombies go with their server', async () => {
    await using hostile = await openHostile('leaves-zombies.mjs');
    await hostile.attempt();
    await hostile.server.end(100);
    const zombies = await Promise.all(
      (await readdir('/proc'))
        .filter((name) => /^\d+$/.test(name))
        .map((id) => readFile(`/proc/${id}/stat`, 'utf8').catch(() => '')),
    );
    expect(zombies.filter((stat) => stat.includes(`) Z ${process.pid} `))).toEqual([]);
  });

  test('the control groups of ended servers are gone', async () => {
    const hostile = await openHostile('never-answers.mjs');
    const held = await serverGroupsOf(process.pid);
    await hostile[Symbol.asyncDispose]();
    expect(held.length > 0).toBe((await openControlGroups()).controls.size > 0);
    expect(await serverGroupsOf(process.pid)).toEqual([]);
  });
});
