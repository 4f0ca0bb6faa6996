import { Failure, fail } from '../../contracts/kernel/fail.ts';
import type { McpServerRecord } from '../../domain/mcp/mcp-server-store.ts';
import { RpcError } from '../../domain/mcp/rpc-error.ts';
import type { Exchange, JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { withClock } from './call-clock.ts';
import { createConnections, settingsOf, type Connections, type Whose } from './connections.ts';
import { createGate, type Gate } from './gate.ts';
import { LostSession } from './lost-session.ts';
import { sendOrRejoin } from './send-or-rejoin.ts';

export interface PoolEvent {
  readonly workspaceId: string;
  readonly serverId: string;
  readonly sessionKey: string | null;
  readonly personId: string | null;
  /** `connected`, or the method of a notification. */
  readonly method: string;
  readonly params: JsonObject;
}

export interface PoolCall {
  readonly method: string;
  readonly params: JsonObject;
  /** Id of who asks: callers that wait for the same server take turns. Absent: the platform itself. */
  readonly callerId?: string;
  readonly sessionKey: string | null;
  /** The person whose own connection it has to be; null: all share one. */
  readonly personId?: string | null;
  readonly exchange?: Exchange | undefined;
  /** Nothing happens twice when it is sent twice. */
  readonly repeatable: boolean;
}

export interface UpstreamPool extends AsyncDisposable {
  /** Rejects like `Upstream.request`; at once with `mcp_server_unavailable` while the server's breaker is open. */
  request(record: McpServerRecord, call: PoolCall): Promise<JsonObject>;
  /** For what needs more than one request, such as reading all lists; the breaker counts it as one call. */
  inspect<T>(
    record: McpServerRecord,
    personId: string | null,
    work: (upstream: Upstream, exchange: Exchange) => Promise<T>,
  ): Promise<T>;
  /** Sends to open connections only, without waiting. */
  notify(record: McpServerRecord, sessionKey: string | null, method: string, params: JsonObject): void;
  /** Whether a call to the server is running or waits for its turn. */
  isBusy(serverId: string): boolean;
  /** Closes what is open to a server that is gone, or that nobody uses. */
  forget(serverId: string): void;
}

export interface PoolOptions {
  readonly connect: (record: McpServerRecord, whose: Whose, signal: AbortSignal) => Promise<Upstream>;
  readonly onEvent: (event: PoolEvent) => void;
  readonly now: () => number;
  /** Whether something waits for notifications of the server, so that it is not closed when idle. */
  readonly isWatched?: (serverId: string) => boolean;
  readonly connectTimeoutMs?: number;
}

interface ServerSlot {
  breaker: Breaker;
  settings: string;
  readonly gate: Gate;
  readonly connections: Connections;
}

/** Of each server: calls that it works on together, and calls that wait for their turn. */
const callsAtOnce = 64;
const longestLine = 512;
const sweepMs = 30_000;

/** What says that the server is in trouble; an error that it answers with says the opposite. */
const troubles: ReadonlySet<string> = new Set([
  'mcp_server_unavailable',
  'mcp_bad_output',
  'mcp_call_timeout',
  'mcp_call_interrupted',
  'agent_unreachable',
]);

/** One shared connection per server (and session where it keeps state), behind a breaker and a line of its own. */
export const createUpstreamPool = (options: PoolOptions): UpstreamPool => {
  const { slots, slotOf } = createSlots(options);
  const sweep = setInterval(() => {
    for (const [serverId, slot] of slots) if (!options.isWatched?.(serverId)) slot.connections.closeIdle();
  }, sweepMs);
  sweep.unref();

  /** One at a time through gate and breaker, which hears how it went. */
  const guarded = async <T>(
    record: McpServerRecord,
    { callerId = 'platform', exchange: { signal, park } = {} }: Pick<PoolCall, 'callerId' | 'exchange'>,
    work: (slot: ServerSlot) => Promise<T>,
  ): Promise<T> => {
    const slot = slotOf(record);
    const { breaker } = slot;
    const leave = slot.gate.tryEnter() ?? (await slot.gate.enter(callerId, signal));
    if (!leave) throw fail('mcp_server_busy', { name: record.server.name });
    const blocked = breaker.enter();
    try {
      if (blocked) throw unavailable(record, blocked.reason);
      const result = await work(slot);
      breaker.succeeded();
      return result;
    } catch (error) {
      // What waited under an old key and is gone says nothing about the server now.
      if (!blocked && park?.rejoins) breaker.left();
      else if (!blocked) judge(breaker, error);
      throw error;
    } finally {
      leave();
    }
  };

  return {
    request: (record, call) => guarded(record, call, (slot) => send(slot, record, call)),
    inspect: (record, personId, work) =>
      guarded(record, {}, ({ connections }) =>
        connections.use(record, { sessionKey: null, personId }, undefined, (upstream) =>
          withClock(record.server.name, 30_000, undefined, (exchange) => work(upstream, exchange)),
        ),
      ),
    notify: (record, sessionKey, method, params) =>
      slots.get(record.server.id)?.connections.notify(sessionKey, method, params),
    isBusy: (serverId) => slots.get(serverId)?.gate.isEmpty === false,
    forget: (serverId) => {
      const slot = slots.get(serverId);
      slots.delete(serverId);
      void slot?.connections.closeAll();
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(sweep);
      await Promise.all([...slots.values()].map(({ connections }) => connections.closeAll()));
      slots.clear();
    },
  };
};

const createSlots = (options: PoolOptions) => {
  const slots = new Map<string, ServerSlot>();
  const slotOf = (record: McpServerRecord): ServerSlot => {
    const { server } = record;
    const settings = settingsOf(record);
    const known = slots.get(server.id);
    if (known?.settings === settings) return known;
    const breaker = createBreaker({ now: options.now });
    // What was wrong with the installation before says nothing about this one.
    if (known) return Object.assign(known, { breaker, settings });
    const slot = {
      breaker,
      settings,
      gate: createGate(callsAtOnce, longestLine),
      connections: createConnections(options),
    };
    slots.set(server.id, slot);
    return slot;
  };
  return { slots, slotOf };
};

/** Sends once; a second time when the connection was lost and nothing can happen twice. */
const send = async (slot: ServerSlot, record: McpServerRecord, call: PoolCall): Promise<JsonObject> => {
  for (let attempt = 1; ; attempt += 1) {
    let sent = false;
    try {
      const { sessionKey, personId = null } = call;
      return await slot.connections.use(record, { sessionKey, personId }, call.exchange?.signal, async (upstream) => {
        const { name, limits } = record.server;
        const timeoutMs = call.exchange?.timeoutMs ?? limits.callTimeoutSeconds * 1000;
        return await withClock(name, timeoutMs, call.exchange, async (exchange) => {
          sent = true;
          return await sendOrRejoin(upstream, { name, method: call.method, params: call.params }, exchange);
        });
      });
    } catch (error) {
      const lost = error instanceof LostSession;
      const gone = sent && error instanceof Failure && error.code === 'mcp_server_unavailable';
      if (attempt === 1 && (lost || (gone && call.repeatable))) continue;
      if (lost) throw unavailable(record, 'it ends every session at once');
      throw gone && !call.repeatable
        ? fail('mcp_call_interrupted', { name: record.server.name }, { cause: error })
        : error;
    }
  }
};

const judge = (breaker: Breaker, error: unknown): void => {
  if (error instanceof RpcError) breaker.succeeded();
  else if (error instanceof Failure && troubles.has(error.code)) breaker.failed(reasonOf(error));
  else breaker.left();
};

const reasonOf = ({ code, details }: Failure): string => {
  const { reason } = details;
  if (code === 'mcp_call_timeout') return 'its last calls took too long';
  if (code === 'mcp_call_interrupted') return 'it ended during its last calls';
  return typeof reason === 'string' ? reason : 'its last calls failed';
};

/** The failure of the error table for a server that cannot be used now. */
export const unavailable = ({ server }: McpServerRecord, reason: string, cause?: unknown): Failure =>
  fail('mcp_server_unavailable', { name: server.name, reason }, { cause });
