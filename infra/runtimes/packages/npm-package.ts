import { mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail } from '../../../contracts/kernel/fail.ts';
import { findCommand } from '../../ground/find-command.ts';
import { runInstaller, type InstallerOptions } from './installer.ts';
import { scrubLine } from './scrub-line.ts';

export interface NpmPackage {
  readonly package: string;
  readonly version: string | null;
  readonly bin: string | null;
}

const Manifest = z.looseObject({
  name: z.string(),
  version: z.string(),
  bin: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
});

/** The machine's own settings for registries, proxies and certificates; nothing else of its environment. */
const PASSED =
  /^(?:npm_config_(?:registry|userconfig|globalconfig|ca|cafile|strict_ssl|proxy|https_proxy|noproxy|_auth.*|@.*|\/\/.*)|(?:https?|no|all)_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR)|HOME)$/i;

/**
 * Installs a package with its dependencies and none of its scripts. Answers the exact version. Fails with
 * `package_not_found`, `package_install_failed` or `limit_exceeded`.
 */
export const installNpmPackage = async (
  source: NpmPackage,
  folder: string,
  cacheFolder: string,
  options: InstallerOptions,
): Promise<string> => {
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  const npm = await npmProgram();
  const run = async (wanted: string, args: readonly string[]): Promise<readonly string[]> => {
    const { exitCode, lines } = await runInstaller(
      {
        command: [process.execPath, npm, ...args, ...COMMON, `--prefix=${folder}`],
        environment: { ...passedEnvironment(), PATH: '/usr/bin:/bin', npm_config_cache: cacheFolder },
        writable: [folder, cacheFolder],
      },
      options,
    );
    if (exitCode !== 0) throw npmFailure(wanted, lines);
    return lines;
  };
  const version = source.version ?? (await newestVersion(source.package, run));
  const wanted = `${source.package}@${version}`;
  // An exact version never changes: what the cache knows needs no question to the registry.
  await run(wanted, ['install', wanted, '--save-exact', '--prefer-offline']);
  return (await manifestOf(folder, source.package)).version;
};

const COMMON = [
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--omit=dev',
  '--no-update-notifier',
  '--no-progress',
].concat(['--fetch-retries=2', '--fetch-timeout=60000', '--global=false', '--loglevel=notice']);

const newestVersion = async (
  name: string,
  run: (wanted: string, args: readonly string[]) => Promise<readonly string[]>,
): Promise<string> => {
  const lines = await run(name, ['view', `${name}@latest`, 'version', '--json', '--prefer-online']);
  const answer = lines.map((line) => /^"(\d[0-9A-Za-z.+-]*)"$/.exec(line)?.[1]).find((found) => found !== undefined);
  if (answer === undefined) throw fail('package_install_failed', { package: name, reason: 'it has no newest version' });
  return answer;
};

/** The script of the installed package that runs. Fails with `package_not_runnable`. */
export const npmProgramOf = async ({ package: name, bin }: NpmPackage, folder: string): Promise<string> => {
  const manifest = await manifestOf(folder, name);
  const unscoped = name.replace(/^@[^/]+\//, '');
  const bins = typeof manifest.bin === 'string' ? { [unscoped]: manifest.bin } : (manifest.bin ?? {});
  const names = Object.keys(bins);
  const chosen = bin ?? (names.length === 1 ? names[0] : names.find((each) => each === unscoped));
  const script = chosen === undefined ? undefined : bins[chosen];
  if (script === undefined) throw fail('package_not_runnable', { package: name, reason: whyNot(names, bin) });
  const root = await realpath(join(folder, 'node_modules', name));
  const path = join(root, script);
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  // A manifest may name anything; only a file of the package itself is run.
  if (!isFile || !(await realpath(path)).startsWith(`${root}/`))
    throw fail('package_not_runnable', { package: name, reason: `its program ${chosen} is not in it` });
  return path;
};

const whyNot = (names: readonly string[], bin: string | null): string => {
  if (names.length === 0) return 'it declares no program';
  return bin === null
    ? `it declares several programs (${names.slice(0, 10).join(', ')})`
    : `it declares no program named ${bin}, only ${names.slice(0, 10).join(', ')}`;
};

const manifestOf = async (folder: string, name: string): Promise<z.infer<typeof Manifest>> => {
  const path = join(folder, 'node_modules', name, 'package.json');
  const parsed = Manifest.safeParse(
    await readFile(path, 'utf8')
      .then(JSON.parse)
      .catch(() => null),
  );
  if (!parsed.success) throw fail('package_not_runnable', { package: name, reason: 'its package.json cannot be read' });
  return parsed.data;
};

const npmFailure = (wanted: string, lines: readonly string[]) => {
  const text = lines.join('\n');
  const code = /^npm (?:ERR!|error) code (\S+)/m.exec(text)?.[1] ?? '';
  if (['E404', 'ETARGET', 'ENOVERSIONS'].includes(code)) return fail('package_not_found', { package: wanted });
  return fail('package_install_failed', { package: wanted, reason: reasons[code] ?? lastComplaint(lines) });
};

const offline = 'the package registry does not answer';
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: offline,
  EAI_AGAIN: offline,
  ECONNREFUSED: offline,
  ECONNRESET: offline,
  ETIMEDOUT: offline,
  E401: 'the package registry asks for a sign-in',
  E403: 'the package registry refuses this package',
  EINTEGRITY: 'what the registry sent does not match its checksum',
  ENOSPC: 'the disk is full',
  EBADPLATFORM: 'it is not made for this machine',
};

const lastComplaint = (lines: readonly string[]): string => {
  const complaint = lines.findLast((line) => /^npm (?:ERR!|error) (?!code|A complete log)/.test(line));
  return complaint === undefined ? 'npm ended without saying why' : scrubLine(complaint.replace(/^npm \S+ /, ''));
};

const passedEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && PASSED.test(name) ? [[name, value]] : [],
    ),
  );

/** npm's own script: the one that started us, else the machine's. */
const npmProgram = async (): Promise<string> => {
  const starter = process.env.npm_execpath;
  if (starter?.endsWith('npm-cli.js') === true) return starter;
  const found = await findCommand('npm', process.env);
  if (found === undefined)
    throw fail('runtime_not_available', { runtime: 'npm package', reason: 'npm is not installed on this machine' });
  return realpath(found);
};
