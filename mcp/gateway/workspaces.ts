import type { McpServerRecord, McpServerStore } from '../../domain/mcp/mcp-server-store.ts';
import { byAge } from '../../domain/mcp/servers/by-age.ts';
import { createRecordMemory, type Remembered, type RecordMemory } from './record-memory.ts';
import { buildIndex, type ServerIndex } from './server-index.ts';
import { noDefinitions, ownServerId, type ServedServer } from './served-server.ts';
import type { OwnServers } from './upstreams/own.ts';

/** Which servers a view shows. */
export type Scope = { kind: 'all' } | { kind: 'own' } | { kind: 'one'; name: string };

/** The servers of a workspace as they were read last. Never changes: a change makes a new one. */
export interface Snapshot {
  readonly records: readonly McpServerRecord[];
  /** Null when the scope is a server that does not exist. */
  index(scope: Scope): ServerIndex | null;
}

export interface Workspaces {
  get(workspaceId: string): Promise<Snapshot>;
  /** What was read last, however old, without waiting. */
  peek(workspaceId: string): Snapshot | null;
  /** Reads again; resolves when what is known is newer than the call. */
  reload(workspaceId: string): Promise<void>;
  /** Drops what nobody asked for in a long time, unless it is still in use; answers what was dropped. */
  forgetIdle(isInUse: (snapshot: Snapshot) => boolean): Snapshot[];
}

export interface WorkspacesOptions {
  readonly store: Pick<McpServerStore, 'all'>;
  readonly own: Pick<OwnServers, 'names' | 'definitions'>;
  readonly onChange: (workspaceId: string, now: Snapshot, before: Snapshot | null) => void;
  readonly now: () => number;
  /** After so long the next request makes it be read again, behind its back. */
  readonly freshMs?: number;
  /** After so long a request waits for it: a removed server or a withdrawn approval counts at once then. */
  readonly staleMs?: number;
  /** After so long without a request a workspace takes no memory any more. */
  readonly idleMs?: number;
}

interface Entry {
  snapshot: Snapshot | null;
  readAt: number;
  usedAt: number;
  reading: Promise<void> | null;
}

/** Keeps what the gateway knows of each workspace in memory, so that a call looks nothing up in the database. */
export const createWorkspaces = (options: WorkspacesOptions): Workspaces => {
  const { now, freshMs = 2_000, staleMs = 10_000, idleMs = 900_000 } = options;
  const entries = new Map<string, Entry>();
  const memory = createRecordMemory();
  const read = createReading(options, memory);

  const entryOf = (workspaceId: string): Entry => {
    const known = entries.get(workspaceId);
    if (known) return known;
    const entry: Entry = { snapshot: null, readAt: -Infinity, usedAt: now(), reading: null };
    entries.set(workspaceId, entry);
    return entry;
  };

  const reload = (workspaceId: string, entry: Entry): Promise<void> => {
    entry.reading ??= read(workspaceId, entry).finally(() => (entry.reading = null));
    return entry.reading;
  };

  /** A reading that is under way may have begun before that. */
  const readSince = async (workspaceId: string, entry: Entry, since: number): Promise<void> => {
    await reload(workspaceId, entry);
    if (entry.readAt < since) await reload(workspaceId, entry);
  };

  return {
    peek: (workspaceId) => entries.get(workspaceId)?.snapshot ?? null,
    get: async (workspaceId) => {
      const entry = entryOf(workspaceId);
      entry.usedAt = now();
      const age = now() - entry.readAt;
      if (!entry.snapshot || age > staleMs) {
        await readSince(workspaceId, entry, now() - staleMs).catch((error: unknown) => {
          // The database is away: what was known goes on serving.
          if (!entry.snapshot) throw error;
        });
      } else if (age > freshMs) void reload(workspaceId, entry).catch(() => {});
      if (!entry.snapshot) throw new Error('unreachable: it was just read');
      return entry.snapshot;
    },
    reload: async (workspaceId) => {
      const entry = entries.get(workspaceId);
      if (!entry) return;
      // One that is under way may have begun before what we are told about.
      await entry.reading?.catch(() => {});
      await reload(workspaceId, entry);
    },
    forgetIdle: (isInUse) =>
      [...entries].flatMap(([workspaceId, { snapshot, usedAt, reading }]) => {
        if (reading || now() - usedAt < idleMs || (snapshot && isInUse(snapshot))) return [];
        entries.delete(workspaceId);
        for (const { server } of snapshot?.records ?? []) memory.forget(server.id);
        return snapshot ?? [];
      }),
  };
};

/** Reads a workspace once; says so when something is different. */
const createReading =
  ({ store, own, onChange, now }: WorkspacesOptions, memory: RecordMemory) =>
  async (workspaceId: string, entry: Entry): Promise<void> => {
    const startedAt = now();
    const [found, ours] = await Promise.all([
      store.all(workspaceId),
      Promise.all(own.names.map((name) => ownServed(own, name))),
    ]);
    const known: Remembered[] = [];
    for (const record of found) known.push(await memory.remember(record));
    entry.readAt = startedAt;
    const records = known.map(({ record }) => record);
    const before = entry.snapshot;
    if (before && sameItems(before.records, records)) return;
    for (const { server } of before?.records ?? [])
      if (!records.some((record) => record.server.id === server.id)) memory.forget(server.id);
    entry.snapshot = toSnapshot(records, [...ours, ...known.sort((a, b) => byAge(a.record, b.record)).map(toServed)]);
    onChange(workspaceId, entry.snapshot, before);
  };

const ownServed = async (own: WorkspacesOptions['own'], name: string): Promise<ServedServer> => {
  const definitions = await own.definitions(name);
  // Ours come with this program: there is nothing to examine.
  const tools = definitions.tools.map((definition) => ({
    definition,
    name: String(definition['name']),
    hash: '0'.repeat(64),
    problem: null,
  }));
  return { name, id: ownServerId(name), record: null, definitions, tools, rules: {} };
};

const toServed = ({ record, tools }: Remembered): ServedServer => ({
  name: record.server.name,
  id: record.server.id,
  record,
  definitions: record.definitions ?? noDefinitions,
  tools,
  rules: record.toolRules,
});

const toSnapshot = (records: readonly McpServerRecord[], servers: readonly ServedServer[]): Snapshot => {
  const indexes = new Map<string, ServerIndex>();
  return {
    records,
    index: (scope) => {
      const key = scope.kind === 'one' ? `one ${scope.name}` : scope.kind;
      const known = indexes.get(key);
      if (known) return known;
      const chosen = servers.filter(
        ({ name, record }) => scope.kind === 'all' || (scope.kind === 'own' ? record === null : name === scope.name),
      );
      if (scope.kind === 'one' && chosen.length === 0) return null;
      const index = buildIndex(scope.kind === 'one' ? chosen.slice(0, 1) : chosen, scope.kind === 'one');
      indexes.set(key, index);
      return index;
    },
  };
};

const sameItems = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => item === b[index]);
