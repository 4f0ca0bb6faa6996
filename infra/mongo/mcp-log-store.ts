import { Schema, type Connection } from 'mongoose';
import type { McpLogEntry } from '../../contracts/mcp-calls.ts';
import type { LogFilter, LogRecord, RequestLogStore } from '../../domain/mcp/request-log/request-log-store.ts';
import { containsWords } from './contains-words.ts';
import { pageQuery } from './cursor.ts';
import { areDuplicateKeys } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<LogRecord, 'id' | 'at'> & { _id: string; at: Date; words: string };

const needed = { type: String, required: true } as const;
const text = { type: String, default: null };
const count = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;

/** Arguments and result are JSON text: a caller's names are no field names of ours. */
const logSchema = new Schema<Stored>(
  {
    _id: needed,
    at: { type: Date, required: true },
    caller: { type: Schema.Types.Mixed, required: true },
    client: text,
    serverName: text,
    method: needed,
    target: text,
    outcome: needed,
    errorCode: { type: Number, default: null },
    errorMessage: text,
    durationMs: count,
    requestBytes: count,
    responseBytes: count,
    era: needed,
    taskId: text,
    correlationId: needed,
    argumentsJson: needed,
    resultJson: needed,
    contextJson: text,
    truncated: flag,
    argumentsTruncated: flag,
    redacted: flag,
    words: { type: String, default: '' },
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, at: -1, _id: -1 })
  .index({ at: 1 });

const unlisted = { argumentsJson: 0, resultJson: 0, contextJson: 0, words: 0 } as const;
const maxWordsLength = 20_000;

/** The request log in MongoDB. Lines are added in batches and never changed. */
export const createMongoLogStore = (connection: Connection): RequestLogStore => {
  const log = connection.model('McpRequest', logSchema, 'mcp_requests');
  const raw = connection.collection<Stored>('mcp_requests');
  return {
    insertMany: async (records) => {
      try {
        // Mongoose would walk through each row; they are many, and made here.
        await raw.insertMany(records.map(toStored), { ordered: false });
      } catch (error) {
        // Of a batch that is sent again, those that are there already.
        if (!areDuplicateKeys(error)) throw error;
      }
    },
    list: async (workspaceId, { cursor, limit, ...filter }) => {
      const page = pageQuery({ sort: '-at', field: 'at', direction: -1, cursor, limit });
      const rows = await log
        .find({ workspaceId, ...filterOf(filter), ...page.filter })
        .select(unlisted)
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.at, toEntry);
    },
    find: async (workspaceId, entryId) => {
      const found = await log.findOne({ workspaceId, _id: entryId }).lean<Stored | null>();
      return found && toRecord(found);
    },
    points: async (workspaceId, filter, limit) => {
      const rows = await log
        .find({ workspaceId, ...filterOf(filter) })
        .select({ at: 1, caller: 1, method: 1, serverName: 1, target: 1, outcome: 1, durationMs: 1 })
        .sort({ at: -1 })
        .limit(limit)
        .lean<Stored[]>();
      return rows.map(({ at, caller, method, serverName, target, outcome, durationMs }) => ({
        atMs: at.getTime(),
        caller,
        method,
        serverName,
        target,
        outcome,
        durationMs,
      }));
    },
    // Not by the model, which wants a workspace: what is old is old in every one.
    deleteBefore: async (instant) => (await raw.deleteMany({ at: { $lt: instant } })).deletedCount,
  };
};

/** Bounds on the time stand in `$and`: the page's own bound has the field's place. */
const filterOf = ({ search, server, target, outcome, caller, from, to }: LogFilter): Record<string, unknown> => {
  const bounds = [
    ...(from === undefined ? [] : [{ at: { $gte: new Date(from) } }]),
    ...(to === undefined ? [] : [{ at: { $lte: new Date(to) } }]),
  ];
  const words = containsWords(search?.toLowerCase(), ['words']).$and;
  const all = [...bounds, ...(Array.isArray(words) ? words : [])];
  return {
    ...(server !== undefined && { serverName: server }),
    ...(target !== undefined && { target }),
    ...(outcome !== undefined && { outcome }),
    ...(caller !== undefined && { 'caller.id': caller }),
    ...(all.length > 0 && { $and: all }),
  };
};

const toStored = ({ id, at, ...rest }: LogRecord): Stored => ({
  ...rest,
  _id: id,
  at: new Date(at),
  words: [
    rest.method,
    rest.serverName,
    rest.target,
    rest.errorMessage,
    rest.caller.name,
    rest.client,
    rest.argumentsJson,
  ]
    .join(' ')
    .toLowerCase()
    .slice(0, maxWordsLength),
});

const toEntry = (stored: Stored): McpLogEntry => ({
  id: stored._id,
  at: stored.at.toISOString(),
  caller: stored.caller,
  client: stored.client ?? null,
  serverName: stored.serverName ?? null,
  method: stored.method,
  target: stored.target ?? null,
  outcome: stored.outcome,
  errorCode: stored.errorCode ?? null,
  errorMessage: stored.errorMessage ?? null,
  durationMs: stored.durationMs,
  requestBytes: stored.requestBytes,
  responseBytes: stored.responseBytes,
  era: stored.era,
  taskId: stored.taskId ?? null,
  correlationId: stored.correlationId,
});

const toRecord = (stored: Stored): LogRecord => ({
  ...toEntry(stored),
  workspaceId: stored.workspaceId,
  argumentsJson: stored.argumentsJson,
  resultJson: stored.resultJson,
  contextJson: stored.contextJson ?? null,
  truncated: stored.truncated,
  argumentsTruncated: stored.argumentsTruncated,
  redacted: stored.redacted,
});
