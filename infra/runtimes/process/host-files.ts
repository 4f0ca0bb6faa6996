import { lstat, readlink, realpath } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { findCommand } from '../../ground/find-command.ts';
import { runCommand } from '../../ground/run-command.ts';
import type { SandboxMount } from './bwrap-arguments.ts';

/** Programs and libraries that a server may read. Not /usr whole: settings of package tools there may hold tokens. */
const SYSTEM_FOLDERS = ['/usr/bin', '/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/libexec', '/usr/share/zoneinfo'];
const SYSTEM_LINKS = ['/bin', '/lib', '/lib32', '/lib64'];
const SYSTEM_FILES = ['/etc/alternatives', '/etc/ld.so.cache', '/etc/localtime'];
const NETWORK_FILES = [
  '/etc/ssl/certs',
  '/etc/ssl/openssl.cnf',
  '/etc/pki/ca-trust/extracted',
  '/etc/pki/tls/certs',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
];

const FONT_FILES = ['/etc/fonts', '/usr/share/fonts', '/usr/local/share/fonts'];

export interface HostFiles {
  readonly mounts: readonly SandboxMount[];
  readonly links: Readonly<Record<string, string>>;
}

/** What every sandbox sees of this machine's own files, all of it read-only. */
export const systemFiles = async (): Promise<HostFiles> => {
  const mounts = await existing([...SYSTEM_FOLDERS, ...SYSTEM_FILES]);
  const links: Record<string, string> = {};
  for (const path of SYSTEM_LINKS) {
    const stat = await lstat(path).catch(() => null);
    if (stat?.isSymbolicLink() === true) links[path] = await readlink(path);
    else if (stat !== null) mounts.push({ host: path, inside: path });
  }
  return { mounts, links };
};

/** What TLS needs, for servers with network. */
export const networkFiles = (): Promise<SandboxMount[]> => existing(NETWORK_FILES);

/** What drawing needs of texts without a font of their own. */
export const fontFiles = (): Promise<SandboxMount[]> => existing(FONT_FILES);

const existing = async (paths: readonly string[]): Promise<SandboxMount[]> => {
  const found = await Promise.all(
    paths.map((path) =>
      lstat(path).then(
        () => [{ host: path, inside: path }],
        () => [],
      ),
    ),
  );
  return found.flat();
};

export interface Python {
  readonly program: string;
  readonly version: string;
  readonly mounts: readonly SandboxMount[];
}

/** The machine's Python 3 with its standard library, wherever it lives; null when there is none. */
export const findPython = async (environment: NodeJS.ProcessEnv = process.env): Promise<Python | null> => {
  const command = await findCommand('python3', environment);
  if (command === undefined) return null;
  const script = 'import sys; print(sys.executable); print(sys.base_prefix); print(sys.version.split()[0])';
  const { exitCode, output } = await runCommand(command, ['-I', '-c', script], { timeoutMs: 20_000 });
  const [executable, prefix, version] = output.trim().split('\n');
  if (exitCode !== 0 || executable === undefined || prefix === undefined || version === undefined) return null;
  const program = await realpath(executable);
  const mounts = prefix === '/usr' ? [] : await existing([join(prefix, 'bin'), join(prefix, 'lib')]);
  return { program, version, mounts };
};

/** Accounts as the server sees them: its own and nobody else's. */
export const accountFiles = (userId: number): Record<string, string> => ({
  '/etc/passwd': `server:x:${userId}:${userId}:server:/data:/usr/sbin/nologin\n`,
  '/etc/group': `server:x:${userId}:\n`,
  '/etc/hosts': '127.0.0.1 localhost server\n::1 localhost server\n',
  '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
});

/** Of two names for one signal, as SIGABRT and SIGIOT, the first is the usual one. */
const signalNames = new Map(
  Object.entries(constants.signals)
    .toReversed()
    .map(([name, number]) => [number, name]),
);

/** `SIGKILL` for 137, as shells and bwrap count; undefined for an ordinary code. */
export const signalOf = (exitCode: number): string | undefined =>
  exitCode > 128 ? signalNames.get(exitCode - 128) : undefined;
