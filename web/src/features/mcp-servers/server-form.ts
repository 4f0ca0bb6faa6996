import type { z } from 'zod';
import { httpEndpointOf, type McpServerSource } from '../../../../contracts/mcp-server-source.ts';
import {
  mcpServerEndpoints,
  McpServerSettings,
  type McpCatalogueItem,
  type McpLimits,
  type McpRuntime,
} from '../../../../contracts/mcp-servers.ts';

export type SourceKind = McpServerSource['kind'];

export interface NamedValue {
  name: string;
  value: string;
}

/** The form of a server as it is typed: texts for numbers, rows for names with values. */
export interface ServerForm {
  name: string;
  title: string;
  description: string;
  kind: SourceKind;
  /** Package, image, URL, folder or the name of a server of ours. */
  origin: string;
  version: string;
  bin: string;
  /** One argument a line. */
  args: string;
  transport: string;
  /** Where a server in an image listens for HTTP. */
  port: string;
  path: string;
  /** A client registered by hand; both empty: it registers itself. */
  oauthClientId: string;
  oauthIssuer: string;
  program: string;
  runtime: McpRuntime;
  network: boolean;
  limits: Record<keyof McpLimits, string>;
  prefixed: boolean;
  sharing: McpServerSettings['sharing'];
  /** Empty: never. */
  idleSleepSeconds: string;
  cacheSeconds: string;
  environment: readonly NamedValue[];
}

export type FormField = Exclude<keyof ServerForm, 'limits' | 'kind'> | keyof McpLimits | 'secrets';
export type FormProblems = Partial<Record<FormField, true>>;

export const runtimeOf: Readonly<Record<SourceKind, McpRuntime>> = {
  builtin: 'gateway',
  npm: 'process',
  pypi: 'process',
  local: 'process',
  image: 'container',
  url: 'remote',
};

const defaultLimits: Record<keyof McpLimits, string> = {
  memoryMb: '256',
  cpuPercent: '100',
  processes: '64',
  openFiles: '256',
  diskMb: '256',
  callTimeoutSeconds: '60',
};

export const emptyServerForm = (kind: SourceKind): ServerForm => ({
  name: '',
  title: '',
  description: '',
  kind,
  origin: '',
  version: '',
  bin: '',
  args: '',
  transport: kind === 'image' ? 'stdio' : 'auto',
  port: '',
  path: '/mcp',
  oauthClientId: '',
  oauthIssuer: '',
  program: 'node',
  runtime: runtimeOf[kind],
  network: false,
  limits: defaultLimits,
  prefixed: true,
  sharing: 'shared',
  idleSleepSeconds: '900',
  cacheSeconds: '0',
  environment: [],
});

const originOf = (source: McpServerSource): string => {
  switch (source.kind) {
    case 'npm':
    case 'pypi':
      return source.package;
    case 'builtin':
      return source.name;
    case 'local':
      return source.folder;
    case 'image':
      return source.image;
    case 'url':
      return source.url;
  }
};

const listeningFields = (source: McpServerSource): Partial<ServerForm> => {
  const endpoint = httpEndpointOf(source);
  return endpoint === null ? {} : { transport: 'http', port: String(endpoint.port), path: endpoint.path };
};

const sourceFields = (source: McpServerSource): Partial<ServerForm> & Pick<ServerForm, 'kind' | 'origin'> => ({
  kind: source.kind,
  origin: originOf(source),
  ...('version' in source && { version: source.version ?? '', bin: source.bin ?? '' }),
  ...('args' in source && { args: source.args.join('\n') }),
  ...listeningFields(source),
  ...(source.kind === 'url' && {
    transport: source.transport,
    oauthClientId: source.oauth?.clientId ?? '',
    oauthIssuer: source.oauth?.issuer ?? '',
  }),
  ...('program' in source && { program: source.program }),
});

/** The form of an entry of the catalogue; what it asks for becomes a row for each. */
export const formOfItem = (item: McpCatalogueItem): ServerForm => ({
  ...emptyServerForm(item.source.kind),
  ...sourceFields(item.source),
  runtime: item.runtime,
  name: item.suggestedName,
  title: item.title,
  description: item.description,
  network: item.grants.network,
  environment: [
    ...Object.entries(item.environment ?? {}).map(([name, value]) => ({ name, value })),
    ...item.inputs.filter(({ secret }) => !secret).map(({ name }) => ({ name, value: '' })),
  ],
});

/** The form of a server that is there. */
export const formOfServer = (server: McpServerSettings & { name: string }): ServerForm => ({
  ...emptyServerForm(server.source.kind),
  ...sourceFields(server.source),
  name: server.name,
  title: server.title,
  description: server.description ?? '',
  runtime: server.runtime,
  network: server.grants.network,
  limits: {
    memoryMb: String(server.limits.memoryMb),
    cpuPercent: String(server.limits.cpuPercent),
    processes: String(server.limits.processes),
    openFiles: String(server.limits.openFiles),
    diskMb: String(server.limits.diskMb),
    callTimeoutSeconds: String(server.limits.callTimeoutSeconds),
  },
  prefixed: server.prefixed,
  sharing: server.sharing,
  idleSleepSeconds: server.idleSleepSeconds === null ? '' : String(server.idleSleepSeconds),
  cacheSeconds: String(server.cacheSeconds),
  environment: Object.entries(server.environment).map(([name, value]) => ({ name, value })),
});

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
/** An empty number is a mistake, not zero. */
const count = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text));

const registeredClient = ({ oauthClientId, oauthIssuer }: ServerForm) => {
  const oauth = { clientId: oauthClientId.trim(), issuer: oauthIssuer.trim() };
  return oauth.clientId === '' && oauth.issuer === '' ? {} : { oauth };
};

const listeningOf = ({ transport, port, path }: ServerForm) =>
  transport === 'http' ? { transport, port: count(port), path: path.trim() } : {};

const sourceOf = (form: ServerForm): unknown => {
  const { kind } = form;
  const origin = form.origin.trim();
  const args = lines(form.args);
  if (kind === 'npm' || kind === 'pypi')
    return { kind, package: origin, version: orNull(form.version), bin: orNull(form.bin), args };
  if (kind === 'image') return { kind, image: origin, args, ...listeningOf(form) };
  if (kind === 'url') return { kind, url: origin, transport: form.transport, ...registeredClient(form) };
  return kind === 'local' ? { kind, folder: origin, program: form.program, args } : { kind, name: origin };
};

/** Rows without a name and a value are not meant. */
const recordOf = (rows: readonly NamedValue[]): Record<string, string> =>
  Object.fromEntries(rows.filter(({ name, value }) => name !== '' || value !== '').map((row) => [row.name, row.value]));

const settingsOf = (form: ServerForm) => ({
  title: form.title.trim() === '' ? form.name.trim() : form.title.trim(),
  description: orNull(form.description),
  source: sourceOf(form),
  runtime: form.runtime,
  grants: { network: form.network },
  limits: Object.fromEntries(Object.entries(form.limits).map(([name, value]) => [name, count(value)])),
  prefixed: form.prefixed,
  sharing: form.sharing,
  idleSleepSeconds: form.idleSleepSeconds.trim() === '' ? null : count(form.idleSleepSeconds),
  cacheSeconds: count(form.cacheSeconds),
  environment: recordOf(form.environment.filter(({ value }) => value !== '')),
});

export type ReadForm<T> = { ok: true; value: T } | { ok: false; problems: FormProblems };

/** What is sent to deploy a new server, or which fields to mend. Secrets without a value are left out. */
export const readNewServer = (form: ServerForm, secrets: readonly NamedValue[]): ReadForm<NewServerBody> => {
  const filled = recordOf(secrets.filter(({ value }) => value !== ''));
  const body = { ...settingsOf(form), name: form.name.trim(), secrets: filled };
  const found = read(mcpServerEndpoints.deploy.body, body);
  if (found.ok || form.title.trim() !== '') return found;
  // An empty title is the name: what is wrong with that is said there.
  const { title: _, ...problems } = found.problems;
  return { ok: false, problems };
};
export type NewServerBody = z.output<typeof mcpServerEndpoints.deploy.body>;

/** The settings of a server that is there. */
export const readSettings = (form: ServerForm): ReadForm<McpServerSettings> =>
  read(McpServerSettings, settingsOf(form));

const read = <T>(schema: z.ZodType<T>, input: unknown): ReadForm<T> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems: FormProblems = {};
  for (const { path } of parsed.error.issues) problems[fieldAt(path)] = true;
  return { ok: false, problems };
};

const sourceField: Readonly<Record<string, FormField>> = {
  version: 'version',
  bin: 'bin',
  args: 'args',
  transport: 'transport',
  port: 'port',
  path: 'path',
};
const plainFields = ['name', 'title', 'description', 'runtime', 'sharing', 'prefixed'] as const;
const limitFields = ['memoryMb', 'cpuPercent', 'processes', 'openFiles', 'diskMb', 'callTimeoutSeconds'] as const;

/** The field of the form that a path in the body belongs to. */
const fieldAt = ([first, second, third]: readonly PropertyKey[]): FormField => {
  if (second === 'oauth') return third === 'clientId' ? 'oauthClientId' : 'oauthIssuer';
  if (first === 'source') return sourceField[String(second)] ?? 'origin';
  if (first === 'limits') return limitFields.find((field) => field === second) ?? 'memoryMb';
  if (first === 'idleSleepSeconds' || first === 'cacheSeconds' || first === 'environment' || first === 'secrets')
    return first;
  return plainFields.find((field) => field === first) ?? 'name';
};
