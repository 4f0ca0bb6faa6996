import { Failure, fail } from '../../contracts/kernel/fail.ts';
import type { McpServerRecord } from '../../domain/mcp/mcp-server-store.ts';
import type { JsonObject, Upstream } from '../../domain/mcp/upstream.ts';
import { LostSession } from './lost-session.ts';
import type { PoolOptions } from './upstream-pool.ts';

/** Who a connection is for: a session of a server that keeps state, a person who signed in there, or everybody. */
export interface Whose {
  readonly sessionKey: string | null;
  readonly personId: string | null;
}

interface Connection {
  readonly upstream: Promise<Upstream>;
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
    whose: Whose,
    signal: AbortSignal | undefined,
    work: (upstream: Upstream) => Promise<T>,
  ): Promise<T>;
  notify(sessionKey: string | null, method: string, params: JsonObject): void;
  closeIdle(): void;
  closeAll(): Promise<void>;
}

type Options = Pick<PoolOptions, 'connect' | 'onEvent' | 'now' | 'connectTimeoutMs'>;

const firstWaitMs = 250;
const longestWaitMs = 30_000;
const sessionIdleMs = 1_800_000;

export const createConnections = (options: Options): Connections => {
  const { onEvent, now } = options;
  const connections = new Map<string, Connection>();
  const start = createOpening(options);

  const drop = (key: string, connection: Connection) => {
    if (connections.get(key) === connection) connections.delete(key);
    void connection.open?.[Symbol.asyncDispose]();
  };

  const open = (key: string, record: McpServerRecord, whose: Whose): Connection => {
    const connection = newConnection(record, whose.sessionKey, start(record, whose), now());
    const event = { workspaceId: record.workspaceId, serverId: record.server.id, ...whose };
    connections.set(key, connection);
    const opened = (upstream: Upstream) => {
      connection.open = upstream;
      // Dropped while it was opening: nobody else would close it.
      if (connections.get(key) !== connection && connection.users === 0) return drop(key, connection);
      upstream.listen((method, params) => onEvent({ ...event, method, params }));
      void upstream.closed.then(() => drop(key, connection));
      onEvent({ ...event, method: 'connected', params: {} });
    };
    connection.upstream.then(opened, () => drop(key, connection));
    return connection;
  };

  const find = (key: string, record: McpServerRecord, whose: Whose): Connection => {
    const known = connections.get(key);
    if (known?.settings === settingsOf(record)) return known;
    if (known) {
      connections.delete(key);
      if (known.users === 0) drop(key, known);
    }
    return open(key, record, whose);
  };

  return {
    use: async (record, { personId, ...caller }, signal, work) => {
      const sessionKey = record.server.sharing === 'session' ? caller.sessionKey : null;
      const key = keyOf({ sessionKey, personId });
      const connection = find(key, record, { sessionKey, personId });
      connection.users += 1;
      try {
        return await work(connection.open ?? (await orAborted(connection.upstream, signal)));
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
    notify: (sessionKey, method, params) =>
      connections.get(keyOf({ sessionKey, personId: null }))?.open?.notify(method, params),
    closeIdle: () => {
      for (const [key, connection] of connections) if (isIdle(connection, now())) drop(key, connection);
    },
    closeAll: async () => {
      const all = [...connections.values()];
      connections.clear();
      await Promise.all(all.map(async ({ open }) => open?.[Symbol.asyncDispose]()));
    },
  };
};

const keyOf = ({ sessionKey, personId }: Whose): string => `${personId ?? ''} ${sessionKey ?? ''}`;

const isIdle = ({ users, idleMs, usedAt }: Connection, at: number): boolean =>
  users === 0 && idleMs !== null && at - usedAt >= idleMs;

const newConnection = (
  record: McpServerRecord,
  sessionKey: string | null,
  upstream: Promise<Upstream>,
  usedAt: number,
): Connection => {
  const { idleSleepSeconds } = record.server;
  const sharedIdleMs = idleSleepSeconds === null ? null : idleSleepSeconds * 1000;
  const idleMs = sessionKey === null ? sharedIdleMs : Math.min(sessionIdleMs, sharedIdleMs ?? Infinity);
  return { upstream, settings: settingsOf(record), open: null, users: 0, usedAt, idleMs };
};

/** Opens connections; after one that failed the next ones fail at once for a while, longer each time. */
const createOpening = ({ connect, now, connectTimeoutMs = 30_000 }: Options) => {
  let failures = 0;
  let notBefore = 0;
  let lastReason = '';
  let failedSettings = '';
  return async (record: McpServerRecord, whose: Whose): Promise<Upstream> => {
    const { name } = record.server;
    if (now() < notBefore && failedSettings === settingsOf(record))
      throw fail('mcp_server_unavailable', { name, reason: lastReason });
    // Ends with the opening: a signal that fires later could cut what was opened.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException('too late', 'TimeoutError')), connectTimeoutMs);
    const opening = connect(record, whose, late.signal);
    try {
      const upstream = await orAborted(opening, late.signal);
      failures = 0;
      return upstream;
    } catch (error) {
      // One that opens after all has nobody who waits for it.
      opening.then((upstream) => upstream[Symbol.asyncDispose]()).catch(() => {});
      // One person's missing sign-in says nothing about the server.
      if (error instanceof Failure && error.code === 'authorization_required') throw error;
      failures += 1;
      failedSettings = settingsOf(record);
      notBefore = now() + Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1)) * (0.8 + Math.random() * 0.4);
      const failure = toFailure(error, name);
      const { reason } = failure.details;
      lastReason = typeof reason === 'string' ? reason : 'it could not be reached';
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  };
};

const settings = new WeakMap<McpServerRecord, string>();

/** What a connection depends on: another source, secret or installation is another server to connect to. */
export const settingsOf = (record: McpServerRecord): string => {
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
