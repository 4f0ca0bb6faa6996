import type { McpServer } from '../../../contracts/mcp-servers.ts';
import { tellCause } from '../cause.ts';
import type { McpServerRecord, McpServerStore } from '../mcp-server-store.ts';
import type { HealthStore } from './health-store.ts';
import type { ProbeResult, ProbeServer } from './probe-server.ts';
import type { ServerNews } from './server-news.ts';

export interface StatusServiceDeps {
  readonly servers: McpServerStore;
  readonly health: HealthStore;
  readonly news: ServerNews;
  readonly probe: ProbeServer;
  readonly now: () => Date;
  readonly probeTimeoutMs?: number;
}

/** One failure may be chance; so many in a row are not. */
const failuresUntilUnreachable = 3;
const parallel = 16;
const watched = ['running', 'sleeping', 'failed'] as const satisfies readonly McpServer['state'][];

export type StatusService = ReturnType<typeof statusService>;

/** Keeps the health of all servers of all workspaces up to date (spec row E3). */
export const statusService = (deps: StatusServiceDeps) => {
  const { servers, probe, probeTimeoutMs = 10_000 } = deps;
  const check = async (workspaceId: string, serverId: string, signal: AbortSignal): Promise<void> => {
    const record = await servers.find(workspaceId, serverId);
    // A deployment looks after its server itself.
    if (!record || record.deploymentId || !watched.some((state) => state === record.server.state)) return;
    await keep(deps, record, await probe(record, { thorough: false, timeoutMs: probeTimeoutMs }, signal));
  };
  return {
    /** Looks at every server once, a bounded number at a time. One that cannot be looked at does not hold up the others. */
    syncAll: async (signal: AbortSignal, onError: (error: unknown) => void): Promise<{ count: number }> => {
      const due = await servers.everywhere(watched);
      const queue = due.values();
      const work = async (): Promise<void> => {
        for (const { workspaceId, server } of queue) {
          if (signal.aborted) return;
          await check(workspaceId, server.id, signal).catch(onError);
        }
      };
      await Promise.all(Array.from({ length: parallel }, work));
      return { count: due.length };
    },
    check,
  };
};

const keep = async (
  { servers, health, news, now }: StatusServiceDeps,
  record: McpServerRecord,
  seen: ProbeResult,
): Promise<void> => {
  const { workspaceId, server } = record;
  const at = now().toISOString();
  const failedProbes = seen.ok ? 0 : (record.failedProbes ?? 0) + 1;
  const after = {
    health: healthOf(seen, failedProbes),
    state: stateOf(server.state, seen),
    cause: seen.cause && tellCause(seen.cause),
  };
  const isNews =
    after.health !== server.health || after.state !== server.state || after.cause?.code !== server.cause?.code;
  const changed = await servers.change(
    workspaceId,
    server.id,
    {
      failedProbes,
      causeDetails: seen.cause?.details ?? null,
      server: { ...after, lastCheckedAt: at, latencyMs: seen.latencyMs ?? (seen.ok ? server.latencyMs : null) },
    },
    { deploymentId: null, states: [server.state], quietly: !isNews },
  );
  if (!changed) return;
  await health.add(workspaceId, server.id, {
    at,
    health: after.health,
    latencyMs: seen.latencyMs,
    cause: seen.cause,
  });
  if (isNews) await news.changed(changed);
};

const healthOf = (seen: ProbeResult, failedProbes: number): McpServer['health'] => {
  if (seen.ok) return 'healthy';
  return failedProbes >= failuresUntilUnreachable ? 'unreachable' : 'degraded';
};

const stateOf = (state: McpServer['state'], { ok, agentState, cause }: ProbeResult): McpServer['state'] => {
  if (cause?.code === 'mcp_server_quarantined') return 'failed';
  if (!ok) return state;
  return agentState === 'sleeping' ? 'sleeping' : 'running';
};
