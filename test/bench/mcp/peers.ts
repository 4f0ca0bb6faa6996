import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../infra/ground/cache-folder.ts';
import { freePort } from '../../../infra/ground/free-port.ts';
import { until } from '../../harness/until.ts';

const run = promisify(execFile);
const supergatewayVersion = '4.0.0';
const mcpProxyVersion = '0.13.0';
const folder = join(cacheFolder(process.env), 'bench-peers');
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Another gateway in front of the same server, as its own documentation starts it for streamable HTTP with sessions. */
export interface Peer extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
}

type Command = readonly [string, ...string[]];

/** npm's supergateway. Throws when it cannot be installed here. */
export const startSupergateway = async (child: Command): Promise<Peer> => {
  const home = join(folder, `supergateway-${supergatewayVersion}`);
  const program = join(home, 'node_modules/supergateway/dist/index.js');
  await mkdir(home, { recursive: true });
  if (!(await exists(program)))
    await run(
      'npm',
      [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--prefix',
        home,
        `supergateway@${supergatewayVersion}`,
      ],
      { cwd: home, timeout: 120_000 },
    );
  return start(`supergateway ${supergatewayVersion}`, (port) => [
    process.execPath,
    program,
    '--stdio',
    child.join(' '),
    '--outputTransport',
    'streamableHttp',
    '--stateful',
    '--port',
    String(port),
    '--logLevel',
    'none',
  ]);
};

/** PyPI's mcp-proxy. Throws when it cannot be installed here. */
export const startMcpProxy = async (child: Command): Promise<Peer> => {
  const home = join(folder, `mcp-proxy-${mcpProxyVersion}`);
  const program = join(home, 'bin/mcp-proxy');
  if (!(await exists(program))) {
    await run('python3', ['-m', 'venv', home]);
    await run(join(home, 'bin/pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      `mcp-proxy==${mcpProxyVersion}`,
    ]);
  }
  return start(`mcp-proxy ${mcpProxyVersion}`, (port) => [
    program,
    '--port',
    String(port),
    '--log-level',
    'ERROR',
    '--',
    ...child,
  ]);
};

const start = async (name: string, commandFor: (port: number) => Command): Promise<Peer> => {
  const port = await freePort();
  const [program, ...args] = commandFor(port);
  const process: ChildProcess = spawn(program, args, { stdio: 'ignore', detached: true });
  await until(`${name} listens`, () => canConnect(port), { timeoutMs: 30_000 });
  return {
    name,
    url: `http://127.0.0.1:${port}/mcp`,
    [Symbol.asyncDispose]: async () => {
      if (process.pid !== undefined && process.exitCode === null) {
        const ended = once(process, 'exit');
        // With the servers that it started.
        globalThis.process.kill(-process.pid, 'SIGKILL');
        await ended;
      }
    },
  };
};

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
