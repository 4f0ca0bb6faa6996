import { spawn } from 'node:child_process';
import { readlink } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { findCommand } from '../../ground/find-command.ts';
import { dyingWithParent } from '../../ground/dying-with-parent.ts';
import { isRoot } from './is-root.ts';

/** From the range for benchmarks (RFC 2544): no real network of this machine can be hidden by it. */
const SANDBOX_NETWORK = '198.18.77.0/24';
/** slirp4netns answers here for this machine's resolver. */
export const SANDBOX_RESOLVER = '198.18.77.3';
const READY_WITHIN_MS = 10_000;
const SANDBOX_DEVICE = 'tap0';

/** Everything that is not the public internet (RFC 6890): other machines of this network, cloud metadata, multicast. */
const CLOSED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

export interface IsolatedNetwork {
  /** What is missing for it, with what to do; null when it can be made. */
  readonly problem: string | null;
  /** Connects a sandbox to the public internet and to nothing else. Answers how to take that back. */
  connect(processId: number): Promise<() => Promise<void>>;
}

/** Public internet for sandboxes, by slirp4netns: without this machine's own services and without its neighbours. */
export const openIsolatedNetwork = async (
  environment: NodeJS.ProcessEnv = process.env,
  systemPath = '/usr/sbin:/sbin',
): Promise<IsolatedNetwork> => {
  const path = `${environment.PATH ?? ''}:${systemPath}`;
  const [slirp, ip, nsenter] = await Promise.all(
    ['slirp4netns', 'ip', 'nsenter'].map((name) => findCommand(name, { PATH: path })),
  );
  if (slirp === undefined || ip === undefined || nsenter === undefined)
    return {
      problem: `${slirp === undefined ? 'slirp4netns' : 'iproute2'} is not installed, so a sandbox can have no network of its own; install it (apt-get install slirp4netns iproute2)`,
      connect: () => Promise.reject(new Error('there is no isolated network')),
    };
  return {
    problem: null,
    connect: async (processId) => {
      if ((await networkOf(processId)) === (await networkOf('self')))
        throw new Error('this sandbox has no network of its own');
      const disconnect = await startSlirp(slirp, processId);
      try {
        await closeRoutes([nsenter, ip], processId);
        return disconnect;
      } catch (error) {
        await disconnect();
        throw error;
      }
    },
  };
};

const networkOf = (processId: number | 'self'): Promise<string> => readlink(`/proc/${processId}/ns/net`);

const startSlirp = async (slirp: string, processId: number): Promise<() => Promise<void>> => {
  const options = ['--configure', '--mtu=65520', '--disable-host-loopback', '--enable-sandbox', '--enable-seccomp'];
  const [program, args] = await dyingWithParent(
    slirp,
    [...options, `--cidr=${SANDBOX_NETWORK}`, '--ready-fd=3', String(processId), SANDBOX_DEVICE],
    process.env,
  );
  const child = spawn(program, args, {
    env: {},
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const complaint = child.stderr === null ? Promise.resolve('') : text(child.stderr).catch(() => '');
  const ready = new Promise<'ready'>((resolve) => child.stdio[3]?.once('data', () => resolve('ready')));
  const timer = setTimeout(() => child.kill('SIGKILL'), READY_WITHIN_MS);
  const outcome = await Promise.race([ready, ended]);
  clearTimeout(timer);
  if (outcome !== 'ready') throw new Error(`slirp4netns ended: ${(await complaint).trim().slice(-300)}`);
  return async () => {
    child.kill('SIGKILL');
    await ended;
  };
};

/** Closed where the sandbox cannot open it again: it has no right over its own routes. */
const closeRoutes = async ([nsenter, ip]: readonly [string, string], processId: number): Promise<void> => {
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `${address}/32`);
  const namespaces = isRoot() ? ['-n'] : ['-U', '-n', '--preserve-credentials'];
  const child = spawn(nsenter, ['-t', String(processId), ...namespaces, ip, '-batch', '-'], {
    env: {},
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.on('error', () => undefined);
  // The first line fails, and with it all, anywhere but in a sandbox: these routes on this machine would cut it off.
  const closing = [...CLOSED, ...own].map((range) => `route replace blackhole ${range}`);
  child.stdin.end([`link show dev ${SANDBOX_DEVICE}`, ...closing, ''].join('\n'));
  const [complaint, code] = await Promise.all([
    text(child.stderr),
    new Promise<number>((resolve) => {
      child.once('error', () => resolve(127));
      child.once('close', (exitCode) => resolve(exitCode ?? 1));
    }),
  ]);
  if (code !== 0) throw new Error(`the sandbox's network could not be closed: ${complaint.trim().slice(-300)}`);
};
