import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../../contracts/kernel/fail.ts';
import { runInstaller, type InstallerOptions, type InstallerRun } from './installer.ts';
import { scrubLine } from './scrub-line.ts';

export interface PypiPackage {
  readonly package: string;
  readonly version: string | null;
  readonly bin: string | null;
}

/** The machine's own settings for package indexes, proxies and certificates; nothing else of its environment. */
const PASSED =
  /^(?:PIP_(?:INDEX_URL|EXTRA_INDEX_URL|TRUSTED_HOST|CERT|PROXY|CONFIG_FILE|FIND_LINKS|DEFAULT_TIMEOUT)|(?:https?|no|all)_proxy|SSL_CERT_(?:FILE|DIR)|REQUESTS_CA_BUNDLE|HOME)$/i;
const VENV = 'venv';
const PIP_OPTIONS = [
  '--only-binary=:all:',
  '--no-input',
  '--disable-pip-version-check',
  '--no-warn-script-location',
  '--progress-bar=off',
  '--retries=2',
];

/**
 * Installs a project from wheels alone, so that no code of it runs yet, into a virtual environment. Answers the exact
 * version. Fails with `package_not_found`, `package_install_failed` or `limit_exceeded`.
 */
export const installPypiPackage = async (
  source: PypiPackage,
  folder: string,
  cacheFolder: string,
  python: string,
  options: InstallerOptions,
): Promise<string> => {
  const temporary = join(cacheFolder, 'tmp');
  await mkdir(temporary, { recursive: true });
  const venv = join(folder, VENV);
  const wanted = source.version === null ? source.package : `${source.package}==${source.version}`;
  const run = async (...command: string[]): Promise<void> => {
    const environment = {
      ...passedEnvironment(),
      PATH: '/usr/bin:/bin',
      TMPDIR: temporary,
      PIP_CACHE_DIR: cacheFolder,
    };
    const install: InstallerRun = { command: [python, ...command], environment, writable: [folder, cacheFolder] };
    const { exitCode, lines } = await runInstaller(install, options);
    if (exitCode !== 0) throw pipFailure(wanted, lines);
  };
  await run('-m', 'venv', '--without-pip', venv);
  const pip = ['-m', 'pip', '--python', join(venv, 'bin', 'python'), 'install', ...PIP_OPTIONS];
  await run(...pip, '--', wanted);
  return (await distributionOf(source.package, folder)).version;
};

/** `module:function` of the console script that runs. Fails with `package_not_runnable`. */
export const pypiEntryPointOf = async (
  { package: name, bin }: PypiPackage,
  folder: string,
): Promise<{ module: string; function: string }> => {
  const { path } = await distributionOf(name, folder);
  const scripts = consoleScripts(await readFile(join(path, 'entry_points.txt'), 'utf8').catch(() => ''));
  const names = [...scripts.keys()];
  const chosen = bin ?? (names.length === 1 ? names[0] : names.find((each) => normalized(each) === normalized(name)));
  const target = /^([\w.]+):([\w.]+)$/.exec(scripts.get(chosen ?? '') ?? '');
  const [, module, callable] = target ?? [];
  if (module === undefined || callable === undefined) {
    const declared = names.length === 0 ? 'it declares no program' : `it declares ${names.slice(0, 10).join(', ')}`;
    throw fail('package_not_runnable', { package: name, reason: bin === null ? declared : `${declared}, not ${bin}` });
  }
  return { module, function: callable };
};

/** Names of projects are the same whatever their case and separators (PEP 503). */
const normalized = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, '-');

const distributionOf = async (name: string, folder: string): Promise<{ path: string; version: string }> => {
  const lib = join(folder, VENV, 'lib');
  for (const python of await readdir(lib).catch(() => [])) {
    const packages = join(lib, python, 'site-packages');
    for (const entry of await readdir(packages).catch(() => [])) {
      const [, project, version] = /^(.+)-([^-]+)\.dist-info$/.exec(entry) ?? [];
      if (project !== undefined && version !== undefined && normalized(project) === normalized(name))
        return { path: join(packages, entry), version };
    }
  }
  throw fail('package_not_runnable', { package: name, reason: 'it is not among what was installed' });
};

/** The section `[console_scripts]` of entry_points.txt (PyPA entry points specification), without extras. */
const consoleScripts = (text: string): Map<string, string> => {
  const section = /^\[console_scripts\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? '';
  const pairs = section.split('\n').flatMap((line): [string, string][] => {
    const [, key, value] = /^\s*([\w.-]+)\s*=\s*([\w.:]+)/.exec(line) ?? [];
    return key === undefined || value === undefined ? [] : [[key, value]];
  });
  return new Map(pairs);
};

const pipFailure = (wanted: string, lines: readonly string[]) => {
  const text = lines.join('\n');
  const reason = (words: string) => fail('package_install_failed', { package: wanted, reason: words });
  if (/No module named (?:pip|venv)/.test(text)) return reason('Python on this machine has no pip or venv');
  if (
    /Failed to establish a new connection|Connection (?:refused|reset)|Name or service not known|timed out/i.test(text)
  )
    return reason('the package index does not answer');
  if (/No matching distribution found for/.test(text)) {
    // The same words stand for a project that offers no wheel, which is there and yet of no use.
    return fail('package_not_found', { package: `${wanted} (as a wheel for this machine)` });
  }
  if (/No space left on device/.test(text)) return reason('the disk is full');
  const complaint = lines.findLast((line) => /^(?:ERROR|error): /.test(line));
  return reason(complaint === undefined ? 'pip ended without saying why' : scrubLine(complaint.slice(7)));
};

const passedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && PASSED.test(name) ? [[name, value]] : [],
    ),
  );
