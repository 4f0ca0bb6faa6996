export interface ImportedSource {
  readonly source: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly runtime: 'process' | 'container' | 'remote';
  readonly environment: Record<string, string>;
  readonly secretNames: string[];
  /** What a person should know although the entry can be used. */
  readonly notes: string[];
}

type Read = ImportedSource | { problem: string };

const programOf = (command: string): string =>
  (command.split(/[/\\]/).at(-1) ?? command).toLowerCase().replace(/\.(?:cmd|exe)$/, '');

/** An entry that runs a program here: npx, uvx or a container. */
export const readCommand = (command: string, args: readonly string[], env: Record<string, string>): Read => {
  const program = programOf(command);
  // Windows wraps commands: cmd /c npx …
  if (program === 'cmd' && args[0]?.toLowerCase() === '/c' && args[1] !== undefined)
    return readCommand(args[1], args.slice(2), env);
  if (program === 'npx' || program === 'bunx') return readNpx(args, env);
  if (program === 'uvx') return readUvx(args, env);
  if (program === 'uv' && args[0] === 'tool' && args[1] === 'run') return readUvx(args.slice(2), env);
  if (program === 'pipx' && args[0] === 'run') return readUvx(args.slice(1), env);
  if (program === 'docker' || program === 'podman') return readContainer(args, env);
  return { problem: `runs "${command}"; only npx, uvx, docker and urls can be taken over` };
};

/** An entry that names a server elsewhere. */
export const readUrl = (url: string, type: unknown, headers: Record<string, string>): Read => {
  const transport = type === 'sse' ? 'sse' : type === 'http' || type === 'streamable-http' ? 'streamable-http' : 'auto';
  const { environment, secretNames } = splitSecrets(
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [toVariable(name), value])),
  );
  return { source: { kind: 'url', url, transport }, runtime: 'remote', environment, secretNames, notes: [] };
};

const toVariable = (header: string): string => header.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');

const readNpx = (args: readonly string[], env: Record<string, string>): Read => {
  let wanted: string | undefined;
  let index = 0;
  for (; args[index]?.startsWith('-'); index += 1) {
    const flag = args[index] ?? '';
    if (flag === '-p' || flag === '--package') wanted = args[(index += 1)];
    else if (flag.startsWith('--package=')) wanted = flag.slice('--package='.length);
  }
  const first = args[index];
  if (first === undefined) return { problem: 'names no package' };
  const [name, version] = splitVersion(wanted ?? first, '@');
  const bin = wanted === undefined ? null : first;
  return packaged('npm', { package: name, bin, args: args.slice(index + 1) }, version, env);
};

const readUvx = (args: readonly string[], env: Record<string, string>): Read => {
  let wanted: string | undefined;
  let index = 0;
  for (; args[index]?.startsWith('-'); index += 1) {
    const flag = args[index] ?? '';
    if (flag === '--from' || flag === '--spec') wanted = args[(index += 1)];
    else if (flag === '--python' || flag === '--with' || flag === '-p') index += 1;
  }
  const first = args[index];
  if (first === undefined) return { problem: 'names no package' };
  const spec = wanted ?? first;
  const [name, version] = spec.includes('==') ? splitVersion(spec, '==') : splitVersion(spec, '@');
  const bin = wanted === undefined ? null : first;
  return packaged('pypi', { package: name.replace(/\[.*\]$/, ''), bin, args: args.slice(index + 1) }, version, env);
};

const exact = /^\d[0-9A-Za-z.+-]*$/;

const packaged = (
  kind: 'npm' | 'pypi',
  source: { package: string; bin: string | null; args: readonly string[] },
  version: string | null,
  env: Record<string, string>,
): Read => {
  const isExact = version !== null && exact.test(version);
  const notes =
    version === null || isExact || version === 'latest'
      ? []
      : [`asks for "${version}"; the newest version is taken and pinned`];
  return {
    source: { kind, ...source, version: isExact ? version : null },
    runtime: 'process',
    ...splitSecrets(env),
    notes,
  };
};

/** "@scope/name@1.2.3" → name and version; the first @ belongs to the name. */
const splitVersion = (spec: string, mark: string): [string, string | null] => {
  const at = spec.indexOf(mark, 1);
  return at < 0 ? [spec, null] : [spec.slice(0, at), spec.slice(at + mark.length)];
};

/** Flags of `docker run` that stand alone; every other one takes a value. */
const bareFlags: ReadonlySet<string> = new Set([
  '-i',
  '-t',
  '-it',
  '-ti',
  '-d',
  '--rm',
  '--init',
  '--interactive',
  '--tty',
  '--read-only',
  '--privileged',
]);

const readContainer = (args: readonly string[], env: Record<string, string>): Read => {
  if (args[0] !== 'run') return { problem: 'only "docker run" can be taken over' };
  const values = { ...env };
  const notes: string[] = [];
  let index = 1;
  for (; args[index]?.startsWith('-'); index += 1) {
    const flag = args[index] ?? '';
    if (bareFlags.has(flag)) continue;
    const [name, inline] = splitVersion(flag, '=');
    const value = inline ?? args[(index += 1)] ?? '';
    if (name === '-e' || name === '--env') {
      const [variable, set] = splitVersion(value, '=');
      values[variable] = set ?? env[variable] ?? '';
    } else notes.push(`the option ${name} is left out: containers run with our own limits`);
  }
  const image = args[index];
  if (image === undefined) return { problem: 'names no image' };
  const source = { kind: 'image', image, args: args.slice(index + 1) };
  return { source, runtime: 'container', ...splitSecrets(values), notes };
};

const secretName = /key|token|secret|passw|pwd|credential|auth|cookie|private|dsn|connection_?string/i;
const secretValue =
  /^(?:sk|pk|ghp|gho|ghs|github_pat|glpat|xox[abpr]|AKIA|eyJ)[-_A-Za-z0-9]|^bearer\s|:\/\/[^/\s:@]+:[^/\s@]+@/i;
/** Long and mixed, as only machines write. */
const looksRandom = (value: string): boolean =>
  value.length >= 24 && /^[\w+/=.-]+$/.test(value) && /\d/.test(value) && /[a-z]/i.test(value) && !value.includes('/');
/** `${input:key}`, `<your-key>`: to be filled in. */
const placeholder = /^(?:\$\{.*\}|<.*>|your[-_ ].*)$/i;

const splitSecrets = (env: Record<string, string>): Pick<ImportedSource, 'environment' | 'secretNames'> => {
  const environment: Record<string, string> = {};
  const secretNames: string[] = [];
  for (const [name, value] of Object.entries(env))
    if (
      value === '' ||
      secretName.test(name) ||
      secretValue.test(value) ||
      looksRandom(value) ||
      placeholder.test(value)
    )
      secretNames.push(name);
    else environment[name] = value;
  return { environment, secretNames: secretNames.toSorted() };
};
