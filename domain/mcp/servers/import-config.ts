import { isObject } from '../../../contracts/kernel/is-object.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import { NewMcpServer } from '../../../contracts/mcp-servers.ts';
import { type ImportedSource, readCommand, readUrl } from './import-source.ts';

export interface ImportedConfig {
  readonly servers: (Omit<NewMcpServer, 'secrets'> & { secretNames: string[] })[];
  readonly problems: { name: string; message: string }[];
}

const maxServers = 200;

/**
 * Reads the `mcp.json` of Claude, Cursor (`mcpServers`) or VS Code (`servers`). Nothing is added; values that look secret
 * are left out, and only their names are told. Throws `mcp_config_unreadable`.
 */
export const importConfig = (text: string): ImportedConfig => {
  const entries = Object.entries(readServers(text)).slice(0, maxServers);
  const servers: ImportedConfig['servers'][number][] = [];
  const problems: { name: string; message: string }[] = [];
  const taken = new Set<string>();
  for (const [title, entry] of entries) {
    const read = isObject(entry) ? readEntry(entry) : { problem: 'is not an object' };
    if ('problem' in read) {
      problems.push({ name: title, message: read.problem });
      continue;
    }
    const { source, runtime, environment, secretNames, notes } = read;
    const name = freeName(title, taken);
    const parsed = NewMcpServer.safeParse({
      name,
      title: title.slice(0, 120),
      source,
      runtime,
      environment,
    });
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      problems.push({ name: title, message: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() });
      continue;
    }
    taken.add(name);
    for (const message of notes) problems.push({ name: title, message });
    const { secrets: _none, ...server } = parsed.data;
    servers.push({ ...server, secretNames });
  }
  return { servers, problems };
};

const readServers = (text: string): Record<string, unknown> => {
  const unreadable = (reason: string) => fail('mcp_config_unreadable', { reason });
  let config: unknown;
  try {
    config = JSON.parse(text);
  } catch {
    throw unreadable('it is not JSON');
  }
  if (!isObject(config)) throw unreadable('it is not an object');
  const nested = isObject(config['mcp']) ? config['mcp']['servers'] : undefined;
  const found = config['mcpServers'] ?? config['servers'] ?? nested;
  if (!isObject(found)) throw unreadable('it names no servers');
  return found;
};

const readEntry = (entry: Record<string, unknown>): ImportedSource | { problem: string } => {
  const url = entry['url'] ?? entry['serverUrl'];
  if (typeof url === 'string') return readUrl(url, entry['type'] ?? entry['transport'], toTexts(entry['headers']));
  const { command, args } = entry;
  if (typeof command !== 'string') return { problem: 'has neither a command nor a url' };
  const given = Array.isArray(args) ? args.map(String) : [];
  return readCommand(command, given, toTexts(entry['env']));
};

const toTexts = (value: unknown): Record<string, string> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each)])) : {};

/** "My Files (new)" → `my-files-new`; the second of a name gets a number. */
const freeName = (title: string, taken: ReadonlySet<string>): string => {
  const base =
    title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 26)
      .replace(/-+$/, '') || 'server';
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}-${count}`;
  return name;
};
