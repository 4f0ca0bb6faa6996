import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { McpServer } from '../../../contracts/mcp-servers.ts';
import type { ServerSpec } from '../../../domain/mcp/deployment-agent.ts';
import { freePort } from '../../ground/free-port.ts';
import { commandLineOf, isAlive } from '../../ground/process-identity.ts';
import { askServer } from '../http/test-ask-server.ts';
import { httpServerProgram } from '../http/test-http-server.ts';
import type { LaunchedServer, Runtime } from '../runtime.ts';
import { createContainerRuntime } from './container-runtime.ts';

const run = promisify(execFile);
const image = 'localhost/throughline-test-node:latest';
/** Answers each line with what it evaluates to. */
const program = `
  const lines = require('node:readline').createInterface({ input: process.stdin });
  lines.on('line', async (line) => {
    try { console.log(JSON.stringify({ value: await eval(line) })); }
    catch (error) { console.log(JSON.stringify({ error: error.code ?? error.message })); }
  });
`;

const hasPodman = await run('podman', ['version'])
  .then(() => process.getuid?.() === 0)
  .catch(() => false);

describe.skipIf(!hasPodman)('a server in a container of a real engine', () => {
  let folder: string;
  let engine: ChildProcess;
  let runtime: Runtime;
  let canary: Server;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'throughline-container-'));
    await buildImage(join(folder, 'root'));
    const socketPath = join(folder, 'engine.sock');
    engine = spawn('podman', ['--runtime', 'runc', 'system', 'service', '--time', '0', `unix://${socketPath}`], {
      stdio: 'ignore',
      // Where it notes that a container ran out of memory.
      cwd: folder,
    });
    runtime = createContainerRuntime({ socketPath, owner: `test-${process.pid}` });
    await vi.waitUntil(async () => (await runtime.problem()) === null);
    canary = createServer((_request, response) => response.end('reached')).listen(0, '127.0.0.1');
    await once(canary, 'listening');
  });
  afterAll(async () => {
    canary?.close();
    engine?.kill();
    await run('podman', ['rmi', '--force', image]).catch(() => undefined);
    await rm(folder, { recursive: true, force: true });
  });

  const specOf = (limits: Partial<ServerSpec['limits']> = {}, fromImage = image): ServerSpec => ({
    id: 'mcp_00000000000000000000000000',
    workspaceId: 'wsp_1',
    name: 'boxed',
    installation: 1,
    runtime: 'container',
    source: { kind: 'image', image: fromImage, args: ['/node', '-e', program] },
    grants: { network: false },
    limits: { ...McpServer.shape.limits.parse({}), ...limits },
    environment: { GREETING: 'hello' },
    idleSleepSeconds: null,
  });

  const launch = async (limits: Partial<ServerSpec['limits']> = {}) => {
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    const server = await runtime.launch(specOf(limits), folder, dataFolder);
    return { server, dataFolder, ask: asker(server) };
  };

  test('speaks over stdin and stdout, with its own environment and nothing before the first line', async () => {
    const { server, ask, dataFolder } = await launch();
    expect(await ask('process.env.GREETING')).toEqual({ value: 'hello' });
    expect(await ask("require('fs').writeFileSync('/data/kept', 'x'), process.getuid()")).toEqual({ value: 65_534 });
    expect(await readdir(dataFolder)).toEqual(['kept']);
    expect(await server.memoryBytes()).not.toBe(0);
    await server.end(2_000);
    expect((await server.exited).reason).toBe('was stopped');
    expect(await containers()).toEqual([]);
  });

  test('reaches neither this machine nor more than its limits', async () => {
    const address = canary.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { server, ask } = await launch({ openFiles: 64 });
    expect(await ask(`fetch('http://127.0.0.1:${port}').then((r) => r.text())`)).toHaveProperty('error');
    expect(await ask("Object.keys(require('os').networkInterfaces()).length < 2")).toEqual({ value: true });
    expect(await ask("require('fs').writeFileSync('/node2', 'x')")).toEqual({ error: 'EROFS' });
    expect(await ask("require('fs').readFileSync('/etc/shadow')")).toHaveProperty('error');
    expect(
      await ask("{ const f = []; for (let i = 0; i < 200; i++) f.push(require('fs').openSync('/node')); f.length }"),
    ).toEqual({ error: 'EMFILE' });
    await server.end(1_000);
  });

  test('gets its share of a core, and weighs less than the platform', async () => {
    const { server } = await launch({ cpuPercent: 40 });
    const [container = ''] = await containers();
    const format = '{{.HostConfig.CpuShares}} {{.HostConfig.CpuQuota}}/{{.HostConfig.CpuPeriod}}';
    const { stdout } = await run('podman', ['inspect', '--format', format, container]);
    expect(stdout.trim()).toBe('512 8000/20000');
    await server.end(1_000);
  });

  test('ends with a plain reason when it needs too much memory', async () => {
    const { server, ask } = await launch({ memoryMb: 96 });
    void ask('{ const all = []; for (let i = 0; i < 60; i++) all.push(Buffer.alloc(16e6, 1)); all.length }');
    expect((await server.exited).reason).toMatch(/need(?:ed|ing) more than 96 MB of memory/);
    expect(await containers()).toEqual([]);
  });

  test('ends with a plain reason when it writes too much', async () => {
    const { server, ask } = await launch({ diskMb: 4 });
    void ask("{ for (let i = 0; i < 8; i++) require('fs').writeFileSync('/data/' + i, Buffer.alloc(1e6)); 1 }");
    expect((await server.exited).reason).toBe('wrote more than 4 MB');
  });

  const listeningSpec = async () => {
    const port = await freePort();
    const spec: ServerSpec = {
      ...specOf(),
      source: { kind: 'image', image, args: ['/node', '-e', httpServerProgram], transport: 'http', port },
      environment: { PORT: String(port) },
    };
    return { spec, port };
  };
  const listening = async () => {
    const { spec, port } = await listeningSpec();
    return { server: await runtime.launch(spec, folder, await mkdtemp(join(folder, 'data-'))), port };
  };
  const waysInto = async (port: number): Promise<number> => {
    const ids = (await readdir('/proc')).map(Number).filter((id) => id > 0);
    const commands = await Promise.all(ids.map(commandLineOf));
    return commands.filter((command) => command.includes(`connect-inside.ts ${port}`)).length;
  };

  test('one that listens is reached without any network, and leaves no way in', async () => {
    const { server, port } = await listening();
    const log = text(server.stderr);
    const ask = await askServer(server);
    expect(await ask("Object.keys(require('os').networkInterfaces()).length < 2")).toEqual({ value: true });
    expect(await ask("'x'.repeat(3e6)")).toEqual({ value: 'x'.repeat(3_000_000) });
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow('fetch failed');
    await server.end(0);
    expect(await log).toContain('listening');
    expect(await containers()).toEqual([]);
    await vi.waitUntil(async () => (await waysInto(port)) === 0);
  });

  test('one that stops listening is ended', async () => {
    const { server, port } = await listening();
    const ask = await askServer(server);
    expect(await ask('http.close(), 1')).toEqual({ value: 1 });
    // The first may still use a connection that is just closing.
    const asking = setInterval(() => void ask('1').catch(() => undefined), 20);
    onTestFinished(() => clearInterval(asking));
    expect((await server.exited).reason).toBe(`listens no more on port ${port}`);
    expect(await containers()).toEqual([]);
  });

  test('one that listens dies with its agent', async () => {
    const { spec } = await listeningSpec();
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    const options = { socketPath: join(folder, 'engine.sock'), owner: `test-${process.pid}` };
    const agent = spawn(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `const { createContainerRuntime } = await import(${JSON.stringify(join(import.meta.dirname, 'container-runtime.ts'))});
        const runtime = createContainerRuntime(${JSON.stringify(options)});
        const server = await runtime.launch(${JSON.stringify(spec)}, '', ${JSON.stringify(dataFolder)});
        console.log(await server.processIds());`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line]: unknown[] = await once(createInterface({ input: agent.stdout }), 'line');
    const processId = Number(/\d+/.exec(String(line))?.[0]);
    expect(isAlive(processId)).toBe(true);
    agent.kill('SIGKILL');
    await vi.waitUntil(() => !isAlive(processId), { timeout: 30_000 });
    await runtime.uninstall(spec, folder);
    expect(await containers()).toEqual([]);
  });

  test('an image that is nowhere is named', async () => {
    await expect(runtime.install(specOf({}, 'localhost/not-there:1'), folder)).rejects.toThrow('image_not_found');
    expect((await runtime.install(specOf(), folder)).version).toMatch(/^[0-9a-f]{12}$/);
  });

  test('every launch runs the image that was installed, wherever its tag is by now', async () => {
    const installed = await mkdtemp(join(folder, 'installed-'));
    await runtime.install(specOf(), installed);
    const id = await readFile(join(installed, 'image'), 'utf8');
    const other = join(folder, 'other.tar');
    await run('tar', ['-C', installed, '-cf', other, '.']);
    await run('podman', ['import', other, image]);
    try {
      const server = await runtime.launch(specOf(), installed, await mkdtemp(join(folder, 'data-')));
      expect(await asker(server)('1')).toEqual({ value: 1 });
      await server.end(0);
    } finally {
      await run('podman', ['rmi', image]);
      await run('podman', ['tag', id, image]);
    }
  });

  test('uninstalling leaves nothing, and the next agent removes what a dead one left', async () => {
    await launch();
    await runtime.uninstall(specOf(), folder);
    expect(await containers()).toEqual([]);
    await launch();
    const next = createContainerRuntime({ socketPath: join(folder, 'engine.sock'), owner: `test-${process.pid}` });
    expect(await next.problem()).toBeNull();
    expect(await containers()).toEqual([]);
  });

  const containers = async (): Promise<string[]> => {
    const { stdout } = await run('podman', [
      'ps',
      '--all',
      '--quiet',
      '--filter',
      `label=throughline.agent=test-${process.pid}`,
    ]);
    return stdout.split('\n').filter(Boolean);
  };
});

test('without an engine it says what is missing', async () => {
  expect(await createContainerRuntime({ socketPath: null, owner: 'x' }).problem()).toContain('MCP_CONTAINER_SOCKET');
  expect(await createContainerRuntime({ socketPath: '/nowhere.sock', owner: 'x' }).problem()).toBe(
    'the container engine does not answer',
  );
});

test('an engine that hangs keeps nobody waiting who only asks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-engine-'));
  const socketPath = join(folder, 'engine.sock');
  const silent = createServer(() => undefined).listen(socketPath);
  await once(silent, 'listening');
  const runtime = createContainerRuntime({ socketPath, owner: 'x', answerWithinMs: 20 });
  expect(await runtime.problem()).toBe('the container engine does not answer in time');
  silent.close();
  silent.closeAllConnections();
  await rm(folder, { recursive: true });
});

const asker = ({ stdin, stdout }: LaunchedServer) => {
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
  return async (code: string): Promise<unknown> => {
    stdin.write(`${code}\n`);
    const { value } = await lines.next();
    return typeof value === 'string' ? JSON.parse(value) : value;
  };
};

/** There is no registry: an image made of Node's binary and its libraries. */
const buildImage = async (root: string): Promise<void> => {
  const { stdout } = await run('ldd', [process.execPath]);
  const libraries = stdout.match(/\/\S+/g) ?? [];
  for (const name of ['etc', 'tmp', 'proc', 'dev', 'data']) await mkdir(join(root, name), { recursive: true });
  await copyFile(process.execPath, join(root, 'node'));
  for (const library of libraries) {
    await mkdir(dirname(join(root, library)), { recursive: true });
    await copyFile(library, join(root, library));
  }
  await writeFile(join(root, 'etc/passwd'), 'nobody:x:65534:65534::/:/node\n');
  const archive = `${root}.tar`;
  await run('tar', ['-C', root, '-cf', archive, '.']);
  await run('podman', ['import', archive, image]);
};
