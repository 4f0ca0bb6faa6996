import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { homedir, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readProcessTable, treeOf } from '../../infra/runtimes/process/process-table.ts';
import { sandboxProblem } from '../../infra/runtimes/process/test-sandbox.ts';
import {
  deployHostile,
  fewAtOnce,
  heldBy,
  nothingHeld,
  processIdsOf,
  removeAll,
  startHostilePlatform,
  type HostileServer,
  type HostileSettings,
  type Outcome,
} from '../harness/hostile-servers.ts';
import type { TestPlatform, TestProgram } from '../harness/platform.ts';
import { hostileFixtures } from './hostile/fixtures.ts';

const canary = 'canary-of-the-platform-4711';
const project = resolve(import.meta.dirname, '..', '..');
const openPort = 19_917;

const settings: Readonly<Record<string, HostileSettings>> = {
  'reads-environments.mjs': { environment: { API_KEY: 'its-own' } },
  'forks-without-end.mjs': { limits: { processes: 40 } },
  'eats-memory.mjs': { limits: { memoryMb: 160 } },
  'eats-disk.mjs': { limits: { diskMb: 40 } },
  'eats-descriptors.mjs': { limits: { openFiles: 100 } },
  'burns-cpu.mjs': { limits: { cpuPercent: 20 } },
};

let running: TestPlatform;
let program: TestProgram;
let servers: Map<string, HostileServer>;
let before: ReturnType<typeof processIdsOf>;
let victim: ChildProcess;
let listener: Server;

const attempt = (file: string, args: object = {}): Promise<Outcome> => {
  const server = servers.get(file);
  if (!server) throw new Error(`${file} is not deployed`);
  return server.attempt(args);
};

describe.skipIf(sandboxProblem !== null)(`hostile to the machine ${sandboxProblem ?? ''}`, () => {
  beforeAll(async () => {
    running = await startHostilePlatform({ PLATFORM_CANARY: canary });
    program = await running.program();
    before = processIdsOf(running);
    victim = spawn('sleep', ['600']);
    listener = createServer().listen(0, '0.0.0.0');
    await once(listener, 'listening');
    const files = hostileFixtures.filter(({ wall }) => wall === 'sandbox').map(({ file }) => file);
    const deployed = await fewAtOnce(files, (file) => deployHostile(running, program, file, settings[file]));
    servers = new Map(files.flatMap((file, index) => (deployed[index] ? [[file, deployed[index]]] : [])));
  });
  afterAll(async () => {
    victim?.kill();
    listener?.close();
    await running?.[Symbol.asyncDispose]();
  });

  test('all of them are deployed over REST like any other server', () => {
    expect([...servers.values()].filter(({ deployment }) => deployment.state !== 'succeeded')).toEqual([]);
    expect(servers.size).toBe(18);
  });

  test('files of this machine, of the platform and of other servers are not there', async () => {
    const { dataDir } = running.platform;
    const other = join(dataDir, 'agent', 'servers', servers.get('links-out.mjs')?.id ?? '');
    const machine = ['/etc/shadow', '/etc/ssh', homedir(), '/root', '/home', '/var', '/run', '/sys', '/mnt', '/work'];
    const platform = [project, join(project, 'package.json'), dataDir, join(dataDir, 'agent'), other];
    const sockets = ['/run/docker.sock', '/run/podman/podman.sock', join(dataDir, 'agent.sock')];
    const { facts } = await attempt('reads-host-files.mjs', { paths: [...machine, ...platform, ...sockets] });
    expect(facts).toMatchObject({ reached: [], canRead: ['/app'] });
    const targets = [
      '/etc/shadow',
      join(project, 'package.json'),
      '../../../../../etc/shadow',
      '/proc/1/root/etc/shadow',
    ];
    expect((await attempt('links-out.mjs', { targets })).facts).toEqual({ reached: [] });
    expect((await attempt('writes-own-package.mjs')).facts).toEqual({
      written: [],
      ownFolder: ['/data/new', '/tmp/new'],
    });
  });

  test('the environment and the processes of the platform are not there', async () => {
    const agentEnvironment = await readFile(`/proc/${before.agent}/environ`, 'latin1');
    expect(agentEnvironment).toContain(canary);
    const seen = await attempt('reads-environments.mjs', { canary });
    expect(seen.facts).toMatchObject({ foundCanary: false, processes: 2, own: { API_KEY: 'its-own' } });
    expect(JSON.stringify(seen.facts)).not.toContain(canary);
    const processIds = [victim.pid, before.api, before.worker, before.agent];
    const { facts } = await attempt('signals-host-processes.mjs', { processIds });
    expect(facts).toEqual({ signalled: [], opened: [] });
    expect(victim.exitCode ?? victim.signalCode).toBeNull();
    const { targets } = (await attempt('inherits-descriptors.mjs')).facts;
    const own = /^(?:anon_inode:|pipe:|socket:|\/dev\/(?:null|urandom)$|\/proc\/\d+\/fd$)/;
    expect(Array.isArray(targets) && targets.filter((target) => !own.test(String(target)))).toEqual([]);
  });

  test('no door of the kernel opens, and nobody becomes more than they are', async () => {
    expect((await attempt('opens-kernel-doors.mjs')).facts).toEqual({ opened: [], ran: [] });
    expect((await attempt('raises-privileges.mjs')).facts).toMatchObject({
      became: [],
      noNewPrivileges: '1',
      capabilities: Array(4).fill('0'.repeat(16)),
    });
  });

  test('nothing of the network is reached: not the platform, its database, the metadata address or a name', async () => {
    const address = listener.address();
    const listening = typeof address === 'object' && address !== null ? address.port : 0;
    const { url, mongoUri, temporalAddress } = running.platform;
    const portOf = (text: string) => Number(/:(\d+)(?:\/|$)/.exec(text.replace(/^\w+:\/\//, ''))?.[1]);
    const ports = [listening, ...[url, mongoUri, temporalAddress].map(portOf)];
    expect(ports.every((port) => port > 0)).toBe(true);
    const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
    const hosts = [
      '127.0.0.1',
      '10.0.2.2',
      ...own.filter(({ family }) => family === 'IPv4').map((each) => each.address),
    ];
    const targets = hosts.flatMap((host) => ports.map((port) => ({ host, port })));
    const { facts } = await attempt('reaches-network.mjs', {
      targets: [...targets, { host: '169.254.169.254', port: 80 }, '/run/docker.sock'],
      datagrams: [{ host: '169.254.169.254', port: 53 }],
      names: ['localhost.localdomain', 'example.com'],
    });
    expect(facts).toEqual({ connected: [], sent: [], resolved: [], interfaces: ['lo'] });
    expect((await attempt('opens-port.mjs', { port: openPort })).facts).toEqual({ listening: true });
    await expect(once(connect({ port: openPort, host: '127.0.0.1' }), 'connect')).rejects.toThrow('ECONNREFUSED');
  });

  test('a fork bomb, a busy loop and a hoarder of files stay within their limits', async () => {
    const { facts } = await attempt('forks-without-end.mjs');
    expect(facts.tried).toBe(300);
    expect(facts.started).toBeGreaterThan(5);
    expect(facts.started).toBeLessThan(40);
    const files = await attempt('eats-descriptors.mjs');
    expect(files.facts).toMatchObject({ stoppedBy: 'EMFILE' });
    const { share } = (await attempt('burns-cpu.mjs', { seconds: 2 })).facts;
    expect(share).toBeLessThan(0.35);
  });

  test('too much memory or disk ends the server, and the caller is told why in plain words', async () => {
    // Buffers: the heap has a limit of Node's own, which the server could lift.
    const memory = await attempt('eats-memory.mjs', { where: 'buffers' });
    expect(memory).toMatchObject({ failure: 'mcp_call_interrupted', rpc: -32_000 });
    await attempt('eats-disk.mjs', { folder: '/data', files: 100 });
    const ending = (file: string) => async () => (await running.agent.describe(servers.get(file)?.id ?? ''))?.lastExit;
    await expect.poll(ending('eats-memory.mjs')).toBe('needed more than 160 MB of memory');
    // Many files are counted by looking, four times a second: a fast writer may have answered just before.
    await expect.poll(ending('eats-disk.mjs')).toBe('wrote more than 40 MB');
  });

  test('the platform ran on through all of it, and their removal leaves no process, file or record', async () => {
    expect((await attempt('outlives-parent.mjs')).facts).toEqual({ started: true });
    expect((await attempt('leaves-zombies.mjs')).facts).toEqual({ started: true });
    expect((await attempt('ignores-end.mjs')).facts).toEqual({ stillHere: true });
    const table = treeOf(await readProcessTable(), before.agent ?? 0).map(({ processId }) => processId);
    expect(table.length).toBeGreaterThan(18);
    expect(await heldBy(running)).toMatchObject({ folders: 18, records: 18 });
    await removeAll(program);
    await expect.poll(() => heldBy(running)).toEqual(nothingHeld);
    const left = (await readProcessTable()).filter(({ processId }) => table.includes(processId));
    expect(left.map(({ processId }) => processId)).toEqual([before.agent]);
    expect(processIdsOf(running)).toEqual(before);
  });
});
