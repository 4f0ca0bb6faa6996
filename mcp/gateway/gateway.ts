import type { Gateway } from '../../domain/mcp/gateway.ts';
import type { JsonObject } from '../../domain/mcp/upstream.ts';
import { createCallTool } from './call-tool.ts';
import { connectServer, personAt } from './upstreams/connect-server.ts';
import { defaultLimits, type GatewayDeps } from './gateway-deps.ts';
import { createGatewayView } from './gateway-view.ts';
import { createListeners, type Listeners } from './listeners.ts';
import { createRefresher } from './refresher.ts';
import { createResultCache } from './result-cache.ts';
import { createRoute } from './route-request.ts';
import { createUpstreamPool, type PoolEvent, type UpstreamPool } from './upstream-pool.ts';
import { createWorkspaces, type Snapshot, type Workspaces } from './workspaces.ts';

/** Only grows, whatever is done to the clock. */
const now = () => performance.now();

/**
 * One MCP server in front of all servers of each workspace: ours in memory, deployed ones behind the agent, others over
 * HTTP. Everything that a request needs to know is in memory; servers are connected on first use.
 */
export const createGateway = (deps: GatewayDeps): Gateway => {
  const limits = { ...defaultLimits, ...deps.limits };
  const listeners = createListeners();
  const pool = createUpstreamPool({
    now,
    connectTimeoutMs: limits.connectTimeoutMs,
    connect: (record, { sessionKey, personId }, signal) => connectServer(deps, record, sessionKey, signal, personId),
    isWatched: (serverId) => listeners.subscribedUris(serverId).length > 0,
    onEvent: (event) => {
      const { workspaceId, serverId, method } = event;
      if (method === 'connected' || method.endsWith('/list_changed')) refresher.schedule(workspaceId, serverId);
      if (method === 'connected') resubscribe(event);
      else if (!method.endsWith('/list_changed')) listeners.forward(event);
    },
  });
  const workspaces = createWorkspaces({
    store: deps.servers,
    own: deps.ownServers,
    now,
    ...limits,
    onChange: (workspaceId, snapshot, before) => {
      forgetRemoved(pool, snapshot, before);
      for (const { server, definitions } of snapshot.records)
        if (!definitions && server.state === 'running') refresher.schedule(workspaceId, server.id);
      if (before) listeners.listsMayHaveChanged(workspaceId, snapshot);
    },
  });
  const refresher = createRefresher({
    store: deps.servers,
    pool,
    personAt: (record) => personAt(deps.authorizations, record, record.addedById),
    onStored: async (stored, isNews) => {
      await workspaces.reload(stored.workspaceId);
      if (isNews) await deps.announce?.(stored).catch((error: unknown) => deps.onError?.(error));
    },
  });
  const resubscribe = createResubscribe({ pool, listeners, workspaces, onError: deps.onError });
  const stopLooking = keepFresh(listeners, workspaces, pool);
  const stopListening = deps.onServersChanged?.((workspaceId) => {
    workspaces.reload(workspaceId).catch((error: unknown) => deps.onError?.(error));
  });
  const route = createRoute({
    ownServers: deps.ownServers,
    pool,
    personAt: (record, { identity }) => personAt(deps.authorizations, record, identity.id),
    maxResultBytes: limits.maxResultBytes,
  });
  const callTool = createCallTool({ route, cache: createResultCache({ now }), takeCall: deps.takeCall });
  return {
    open: (caller, options) =>
      createGatewayView({ workspaces, listeners, route, callTool, log: deps.log, limits }, caller, options),
    [Symbol.asyncDispose]: async () => {
      stopLooking();
      stopListening?.();
      refresher.stop();
      await pool[Symbol.asyncDispose]();
      await deps.ownServers[Symbol.asyncDispose]();
    },
  };
};

const forgetRemoved = (pool: UpstreamPool, snapshot: Snapshot, before: Snapshot | null): void => {
  const kept = new Set(snapshot.records.map(({ server }) => server.id));
  for (const { server } of before?.records ?? []) if (!kept.has(server.id)) pool.forget(server.id);
};

interface ResubscribeDeps {
  readonly onError: GatewayDeps['onError'];
  readonly pool: UpstreamPool;
  readonly listeners: Listeners;
  readonly workspaces: Workspaces;
}

/** What callers wait for on a server, and the level of its messages, is asked for again on its new connection. */
const createResubscribe =
  ({ pool, listeners, workspaces, onError }: ResubscribeDeps) =>
  ({ workspaceId, serverId, sessionKey, personId }: PoolEvent): void => {
    const record = workspaces.peek(workspaceId)?.records.find(({ server }) => server.id === serverId);
    if (!record) return;
    const again = (method: string, params: JsonObject) =>
      void pool
        .request(record, { method, params, sessionKey, personId, repeatable: true })
        .catch((error: unknown) => onError?.(error));
    for (const uri of listeners.subscribedUris(serverId)) again('resources/subscribe', { uri });
    const level = listeners.levelAt({ workspaceId, name: record.server.name, sessionKey });
    if (level !== null) again('logging/setLevel', { level });
  };

/**
 * What another process learnt of a server quietly is news for those who listen here. A workspace that nobody listens in or
 * calls leaves the memory, with its connections.
 */
const keepFresh = (listeners: Listeners, workspaces: Workspaces, pool: UpstreamPool): (() => void) => {
  const timer = setInterval(() => {
    for (const workspaceId of listeners.workspaceIds()) void workspaces.get(workspaceId).catch(() => {});
    const idle = workspaces.forgetIdle(({ records }) => records.some(({ server }) => pool.isBusy(server.id)));
    for (const { server } of idle.flatMap(({ records }) => records)) pool.forget(server.id);
  }, 5_000);
  timer.unref();
  return () => clearInterval(timer);
};
