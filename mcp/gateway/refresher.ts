import { canonicalJson } from '../../domain/mcp/canonical-json.ts';
import type { McpServerRecord, McpServerStore, ServerDefinitions } from '../../domain/mcp/mcp-server-store.ts';
import { countHeld } from '../../domain/mcp/servers/count-held.ts';
import { approveFirst, examineTools } from '../../domain/mcp/tool-state.ts';
import type { UpstreamInfo } from '../../domain/mcp/upstream.ts';
import { readDefinitions } from './read-definitions.ts';
import type { UpstreamPool } from './upstream-pool.ts';

export interface Refresher {
  /** Reads a server's lists soon; asked often, it is done once. */
  schedule(workspaceId: string, serverId: string): void;
  /** Resolves when nothing is due or under way. */
  settled(): Promise<void>;
  stop(): void;
}

export interface RefresherOptions {
  readonly store: Pick<McpServerStore, 'find' | 'change'>;
  readonly pool: Pick<UpstreamPool, 'inspect'>;
  /** In whose name a server is read that wants a sign-in. */
  readonly personAt: (record: McpServerRecord) => Promise<string | null>;
  readonly onStored: (stored: McpServerRecord, isNews: boolean) => Promise<void>;
}

interface Job {
  again: boolean;
  done: Promise<void>;
}

/** A server that says "changed" all the time is read once per this, and long lists less often. */
const restMs = 500;

/** Keeps the stored definitions near what the servers say, beside all requests. */
export const createRefresher = ({ store, pool, personAt, onStored }: RefresherOptions): Refresher => {
  const jobs = new Map<string, Job>();
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;

  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timer.unref();
      timers.add(timer);
    });

  const refresh = async (workspaceId: string, serverId: string): Promise<void> => {
    const record = await store.find(workspaceId, serverId);
    if (!record || stopped) return;
    const read = await pool.inspect(record, await personAt(record), async (upstream, { signal }) => ({
      info: upstream.info,
      definitions: await readDefinitions(upstream, signal),
    }));
    const stored = await keep(store, record, read);
    if (stored) await onStored(stored, stored.server.revision !== record.server.revision);
  };

  const run = async (workspaceId: string, serverId: string, job: Job, attempt = 1): Promise<void> => {
    job.again = false;
    const startedMs = performance.now();
    // A server that cannot be read keeps its last definitions; the next connection tries again. Without any, nobody can
    // call it, so no connection would come.
    const isRead = await succeeds(refresh(workspaceId, serverId));
    if (!isRead && attempt < 6 && !stopped && (await wasNeverRead(store, workspaceId, serverId))) {
      await rest(restMs * 2 ** (attempt + 1));
      return await run(workspaceId, serverId, job, attempt + 1);
    }
    if (job.again && !stopped) {
      await rest(Math.max(restMs, (performance.now() - startedMs) * 10));
      return await run(workspaceId, serverId, job);
    }
    jobs.delete(serverId);
  };

  return {
    schedule: (workspaceId, serverId) => {
      if (stopped) return;
      const known = jobs.get(serverId);
      if (known) {
        known.again = true;
        return;
      }
      const job: Job = { again: false, done: Promise.resolve() };
      jobs.set(serverId, job);
      job.done = run(workspaceId, serverId, job);
    },
    settled: async () => {
      while (jobs.size > 0) await Promise.all([...jobs.values()].map(({ done }) => done));
    },
    stop: () => {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

const wasNeverRead = async (store: RefresherOptions['store'], workspaceId: string, serverId: string) =>
  (await store.find(workspaceId, serverId).catch(() => null))?.definitions === null;

/** Stores what changed, quietly unless a person sees it in the list of servers. Null when nothing did. */
const keep = async (
  store: Pick<McpServerStore, 'change'>,
  record: McpServerRecord,
  { info, definitions }: { info: UpstreamInfo; definitions: ServerDefinitions },
): Promise<McpServerRecord | null> => {
  const same = record.definitions !== null && canonicalJson(record.definitions) === canonicalJson(definitions);
  const tools = await examineTools(definitions.tools);
  const toolRules = approveFirst(tools, record.toolRules);
  if (same && canonicalJson(toolRules) === canonicalJson(record.toolRules)) return null;
  const heldToolCount = await countHeld({ definitions, toolRules });
  const change = {
    definitions,
    toolRules,
    server: { toolCount: tools.length, heldToolCount, protocolVersion: info.protocolVersion },
  };
  // Decisions of an admin raise the revision; one made meanwhile is not written over.
  const { revision, id, toolCount, heldToolCount: heldBefore } = record.server;
  const guard = { revision, quietly: toolCount === tools.length && heldBefore === heldToolCount };
  return await store.change(record.workspaceId, id, change, guard);
};
