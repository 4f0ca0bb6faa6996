import type { McpRequestLog } from '../gateway.ts';
import { createBacklog } from './backlog.ts';
import { keepEntry } from './keep-entry.ts';
import { rememberSecretNames } from './remember-secret-names.ts';
import type { LogRecord, RequestLogStore } from './request-log-store.ts';

type Context = Readonly<Record<string, unknown>>;

export interface RequestLogDeps {
  readonly store: Pick<RequestLogStore, 'insertMany'>;
  /** Names of a server's secrets: their values are redacted wherever they stand under that name. */
  readonly secretNamesOf: (workspaceId: string, serverName: string) => Promise<readonly string[]>;
  readonly log: { warn(fields: Record<string, unknown>, message: string): void };
  readonly flushEveryMs?: number;
  readonly batchSize?: number;
  /** Entries and their bytes that wait at most; the oldest go first. */
  readonly maxWaiting?: number;
  readonly maxWaitingBytes?: number;
}

export interface RequestLog extends McpRequestLog, AsyncDisposable {
  /** Keeps what the caller said beside the request of this correlation id; written with it. */
  noteContext(correlationId: string, context: Context): void;
  /** Resolves when everything written so far is stored; rejects when the database is away. */
  flush(): Promise<void>;
  /** Entries that were lost since the start. */
  dropped(): number;
}

const maxContexts = 1_000;
/** Entries that are redacted before others get the processor again. */
const entriesPerTurn = 20;
const maxBatchLength = 8_000_000;
/** Worker and API end one after the other, within the 24 s that a stop of the platform leaves both. */
const lastTriesMs = 10_000;
const lastTriesEveryMs = 250;

/**
 * The log of MCP requests (spec row C7), written behind: a call hands its entry over and goes on. Redaction and
 * storing happen in batches; while the database is away a bounded number of entries waits, and the oldest are dropped
 * and counted.
 */
export const createRequestLog = (deps: RequestLogDeps): RequestLog => {
  const { log, flushEveryMs = 250, batchSize = 500, maxWaiting = 10_000, maxWaitingBytes = 64_000_000 } = deps;
  const backlog = createBacklog({ maxWaiting, maxWaitingBytes }, (dropped) =>
    log.warn({ dropped }, 'request log entries were dropped'),
  );
  const contexts = createContexts();
  const nextBatch = createBatches(deps, backlog, contexts.take, batchSize);
  /** Redacted and on its way: sent again as it is when the database did not answer. */
  let batch: readonly LogRecord[] = [];
  let running: Promise<void> | null = null;

  const flushAll = async (): Promise<void> => {
    for (;;) {
      if (batch.length === 0) batch = await nextBatch();
      if (batch.length === 0) return;
      await deps.store.insertMany(batch);
      batch = [];
    }
  };
  const flush = (): Promise<void> =>
    (running ??= flushAll().finally(() => {
      running = null;
    }));
  const tryFlush = (): void => {
    flush().catch((error: unknown) => log.warn({ err: error, waiting: backlog.length() }, 'request log is waiting'));
  };
  /** A database that is slow or away for some seconds costs no entry at the end. */
  const untilStored = async (lateMs: number): Promise<void> => {
    for (;;) {
      try {
        await running?.catch(() => undefined);
        return await flush();
      } catch (error) {
        if (performance.now() >= lateMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, lastTriesEveryMs));
      }
    }
  };
  const timer = setInterval(() => {
    if (backlog.length() > 0 || batch.length > 0) tryFlush();
  }, flushEveryMs);
  timer.unref();

  return {
    write: (entry) => {
      backlog.push(entry);
      if (backlog.length() >= batchSize && running === null) tryFlush();
    },
    noteContext: contexts.note,
    flush: async () => {
      await running?.catch(() => undefined);
      await flush();
    },
    dropped: backlog.dropped,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      const lateMs = performance.now() + lastTriesMs;
      await withinMs(lastTriesMs, untilStored(lateMs)).catch((error: unknown) =>
        log.warn({ err: error, lost: backlog.length() + batch.length }, 'request log could not be stored at the end'),
      );
    },
  };
};

/** Takes the oldest entries out of the backlog and redacts them, a few per turn of the event loop. */
const createBatches = (
  { secretNamesOf }: RequestLogDeps,
  backlog: Pick<ReturnType<typeof createBacklog>, 'shift'>,
  takeContext: (correlationId: string) => Context | null,
  batchSize: number,
) => {
  const secretNames = rememberSecretNames(secretNamesOf);
  return async (): Promise<LogRecord[]> => {
    const batch: LogRecord[] = [];
    let length = 0;
    while (batch.length < batchSize && length < maxBatchLength) {
      const entry = backlog.shift();
      if (!entry) break;
      const names = await secretNames(entry.workspaceId, entry.serverName);
      const record = keepEntry(entry, takeContext(entry.correlationId), names);
      length += record.argumentsJson.length + record.resultJson.length;
      batch.push(record);
      if (batch.length % entriesPerTurn === 0) await nextTurn();
    }
    return batch;
  };
};

const createContexts = () => {
  const contexts = new Map<string, Context>();
  return {
    note: (correlationId: string, context: Context): void => {
      contexts.set(correlationId, context);
      const oldest = contexts.size > maxContexts ? contexts.keys().next().value : undefined;
      if (oldest !== undefined) contexts.delete(oldest);
    },
    take: (correlationId: string): Context | null => {
      const context = contexts.get(correlationId) ?? null;
      contexts.delete(correlationId);
      return context;
    },
  };
};

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const withinMs = async (timeoutMs: number, work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${timeoutMs} ms`)), timeoutMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
};
