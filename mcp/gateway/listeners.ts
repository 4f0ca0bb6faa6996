import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { canonicalJson } from '../../domain/mcp/canonical-json.ts';
import type { ServerIndex } from './server-index.ts';
import type { PoolEvent } from './upstream-pool.ts';
import type { Scope, Snapshot } from './workspaces.ts';

export type Notify = (method: string, params: JsonObject) => void;

/** One who listens: a session or a subscription of a client. */
export interface Listener {
  readonly workspaceId: string;
  readonly scope: Scope;
  readonly sessionKey: string | null;
  readonly notify: Notify;
  /** `server id` + ` ` + uri of resources it wants to hear of. */
  readonly subscriptions: ReadonlySet<string>;
  /** Least severe message it wants; null: none that belongs to no call of its own. */
  readonly level: () => string | null;
}

export interface Listeners {
  add(listener: Listener, index: ServerIndex | null): () => void;
  forward(event: PoolEvent): void;
  /** Says `list_changed` to whom a list looks different now. */
  listsMayHaveChanged(workspaceId: string, snapshot: Snapshot): void;
  subscribedUris(serverId: string): string[];
  /** The least severe level that those asked for who see this server alone; null: nobody asked. */
  levelAt(server: { workspaceId: string; name: string; sessionKey: string | null }): string | null;
  /** Workspaces that somebody listens in. */
  workspaceIds(): string[];
}

interface Entry {
  readonly listener: Listener;
  seen: ListTexts | null;
}

type ListTexts = Readonly<Record<'tools' | 'prompts' | 'resources', string>>;

const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

export const createListeners = (): Listeners => {
  const entries = new Map<string, Set<Entry>>();
  const texts = new WeakMap<ServerIndex, ListTexts>();
  const textsOf = (index: ServerIndex): ListTexts => {
    const known = texts.get(index) ?? listTexts(index);
    texts.set(index, known);
    return known;
  };
  return {
    add: (listener, index) => {
      const entry: Entry = { listener, seen: index && textsOf(index) };
      const { workspaceId } = listener;
      const group = entries.get(workspaceId) ?? new Set();
      entries.set(workspaceId, group.add(entry));
      return () => {
        group.delete(entry);
        if (group.size === 0 && entries.get(workspaceId) === group) entries.delete(workspaceId);
      };
    },
    forward: (event) => {
      for (const { listener } of entries.get(event.workspaceId) ?? [])
        if (concerns(listener, event)) listener.notify(event.method, event.params);
    },
    listsMayHaveChanged: (workspaceId, snapshot) => {
      for (const entry of entries.get(workspaceId) ?? []) {
        const index = snapshot.index(entry.listener.scope);
        if (!index) continue;
        const { seen } = entry;
        entry.seen = textsOf(index);
        for (const kind of ['tools', 'prompts', 'resources'] as const)
          if (seen && seen[kind] !== entry.seen[kind]) entry.listener.notify(`notifications/${kind}/list_changed`, {});
      }
    },
    levelAt: ({ workspaceId, name, sessionKey }) => {
      const asked = [...(entries.get(workspaceId) ?? [])].flatMap(({ listener }) => {
        const { scope } = listener;
        const isTheirs = scope.kind === 'one' && scope.name === name;
        return isTheirs && (sessionKey === null || sessionKey === listener.sessionKey) ? (listener.level() ?? []) : [];
      });
      return levels.find((level) => asked.includes(level)) ?? null;
    },
    workspaceIds: () => [...entries.keys()],
    subscribedUris: (serverId) => {
      const uris = new Set<string>();
      for (const group of entries.values())
        for (const { listener } of group)
          for (const key of listener.subscriptions)
            if (key.startsWith(`${serverId} `)) uris.add(key.slice(serverId.length + 1));
      return [...uris];
    },
  };
};

/** Updates go to who subscribed; messages to who set a level, and on a connection of a session's own to that one. */
const concerns = ({ subscriptions, level, sessionKey }: Listener, event: PoolEvent): boolean => {
  if (event.sessionKey !== null && event.sessionKey !== sessionKey) return false;
  if (event.method === 'notifications/resources/updated')
    return subscriptions.has(`${event.serverId} ${String(event.params['uri'])}`);
  if (event.method !== 'notifications/message') return false;
  const least = level();
  return least !== null && levels.indexOf(String(event.params['level'])) >= levels.indexOf(least);
};

const listTexts = ({ listedTools, prompts, resources }: ServerIndex): ListTexts => ({
  tools: canonicalJson(listedTools.map(({ listed }) => listed)),
  prompts: canonicalJson(prompts.map(({ listed }) => listed)),
  resources: canonicalJson([resources.resources, resources.templates]),
});
