import { Failure, fail } from '../../contracts/kernel/fail.ts';
import type { McpServerRecord } from '../../domain/mcp/mcp-server-store.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { LostSession } from './lost-session.ts';
import type { PoolOptions } from './upstream-pool.ts';

interface Connection {
  readonly upstream: Promise<Upstream>;
  readonly sessionKey: string | null;
  /** What it was opened with: another source, secret or installation needs a new one. */
  readonly settings: string;
  open: Upstream | null;
  users: number;
  usedAt: number;
  /** Null: stays open. */
  readonly idleMs: number | null;
}

/** Open connections to one server. */
export interface Connections {
  /** Opens on first use, once for all who ask at the same time. A failed opening makes the next ones wait, longer each time. */
  use<T>(
    record: McpServerRecord,
    sessionKey: string | null,
    signal: AbortSignal | undefined,
    work: (upstream: Upstream) => Promise<T>,
  ): Promise<T>;
  notify(sessionKey: string | null, method: string, params: JsonObject): void;
  isOpen(): boolean;
  closeIdle(): void;
  closeAll(): Promise<void>;
}

type Options = Pick<PoolOptions, 'connect' | 'onEvent' | 'now' | 'connectTimeoutMs'>;

const firstWaitMs = 250;
const longestWaitMs = 30_000;
const sessionIdleMs = 1_800_000;

export const createConnections = ({ connect, onEvent, now, connectTimeoutMs = 60_000 }: Options): Connections => {
  const connections = new Map<string, Connection>();
  let failures = 0;
  let notBefore = 0;
  let lastReason = '';

  const drop = (key: string, connection: Connection) => {
    if (connections.get(key) === connection) connections.delete(key);
    void connection.open?.[Symbol.asyncDispose]();
  };

  const start = async (record: McpServerRecord, sessionKey: string | null): Promise<Upstream> => {
    const { server } = record;
    try {
      const upstream = await connect(record, sessionKey, AbortSignal.timeout(connectTimeoutMs));
      failures = 0;
      return upstream;
    } catch (error) {
      failures += 1;
      notBefore = now() + Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
      const failure = toFailure(error, server.name);
      const { reason } = failure.details;
      lastReason = typeof reason === 'string' ? reason : 'it could not be reached';
      throw failure;
    }
  };

  const open = (key: string, record: McpServerRecord, sessionKey: string | null): Connection => {
    const { server, workspaceId } = record;
    if (now() < notBefore) throw fail('mcp_server_unavailable', { name: server.name, reason: lastReason });
    const { idleSleepSeconds } = server;
    const sharedIdleMs = idleSleepSeconds === null ? null : idleSleepSeconds * 1000;
    const connection: Connection = {
      upstream: start(record, sessionKey),
      sessionKey,
      settings: settingsOf(record),
      open: null,
      users: 0,
      usedAt: now(),
      idleMs: sessionKey === null ? sharedIdleMs : Math.min(sessionIdleMs, sharedIdleMs ?? Infinity),
    };
    connections.set(key, connection);
    const event = { workspaceId, serverId: server.id, sessionKey };
    connection.upstream.then(
      (upstream) => {
        connection.open = upstream;
        // Dropped while it was opening: nobody else would close it.
        if (connections.get(key) !== connection && connection.users === 0) return drop(key, connection);
        upstream.listen((method, params) => onEvent({ ...event, method, params }));
        void upstream.closed.then(() => drop(key, connection));
        onEvent({ ...event, method: 'connected', params: {} });
      },
      () => drop(key, connection),
    );
    return connection;
  };

  const find = (record: McpServerRecord, sessionKey: string | null): [string, Connection] => {
    const key = sessionKey ?? '';
    const known = connections.get(key);
    if (known?.settings === settingsOf(record)) return [key, known];
    if (known) {
      connections.delete(key);
      if (known.users === 0) drop(key, known);
    }
    return [key, open(key, record, sessionKey)];
  };

  return {
    use: async (record, sessionKey, signal, work) => {
      const [key, connection] = find(record, record.server.sharing === 'session' ? sessionKey : null);
      connection.users += 1;
      try {
        const upstream = connection.open ?? (await orAborted(connection.upstream, signal));
        return await work(upstream);
      } catch (error) {
        if (error instanceof LostSession) drop(key, connection);
        throw error;
      } finally {
        connection.users -= 1;
        connection.usedAt = now();
        // Replaced by one with newer settings while this call ran.
        if (connection.users === 0 && connections.get(key) !== connection) drop(key, connection);
      }
    },
    notify: (sessionKey, method, params) => connections.get(sessionKey ?? '')?.open?.notify(method, params),
    isOpen: () => connections.size > 0,
    closeIdle: () => {
      for (const [key, connection] of connections)
        if (connection.users === 0 && connection.idleMs !== null && now() - connection.usedAt >= connection.idleMs)
          drop(key, connection);
    },
    closeAll: async () => {
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(all.map(async ({ open }) => open?.[Symbol.asyncDispose]()));
    },
  };
};

const settings = new WeakMap<McpServerRecord, string>();

const settingsOf = (record: McpServerRecord): string => {
  const known = settings.get(record);
  if (known !== undefined) return known;
  const { source, environment } = record.server;
  // A program gets its settings with its next installation; a url has none, and takes them at once.
  const text =
    source.kind === 'url' ? JSON.stringify([source, environment, record.sealedSecrets]) : String(record.installation);
  settings.set(record, text);
  return text;
};

const orAborted = async <T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (!signal) return await promise;
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason instanceof Error ? signal.reason : new Error('the caller cancelled'));
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

/** A failure of the error table stays; anything else that goes wrong while connecting means: not there. */
const toFailure = (error: unknown, name: string): Failure => {
  if (error instanceof Failure) return error;
  const late = error instanceof Error && error.name === 'TimeoutError';
  const reason = late ? 'it did not answer in time' : 'it could not be reached';
  return fail('mcp_server_unavailable', { name, reason }, { cause: error });
};
