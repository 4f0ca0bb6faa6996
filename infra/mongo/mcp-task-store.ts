import { randomUUID } from 'node:crypto';
import { Schema, type Connection, type Model } from 'mongoose';
import type { TaskRecord, TaskStore } from '../../domain/mcp/tasks/task-store.ts';
import { pageQuery } from './cursor.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<TaskRecord, 'id' | 'createdAt' | 'endedAt'> & { _id: string; createdAt: Date; endedAt: Date | null };

const Mixed = Schema.Types.Mixed;
const needed = { type: String, required: true } as const;
const text = { type: String, default: null };
const count = { type: Number, required: true } as const;
const flag = { type: Boolean, required: true } as const;

const taskSchema = new Schema<Stored>(
  {
    _id: needed,
    owner: { type: Mixed, required: true },
    createdBy: needed,
    client: text,
    era: needed,
    locale: needed,
    correlationId: needed,
    sessionKey: text,
    server: text,
    tool: needed,
    serverName: needed,
    repeatable: flag,
    sealedArguments: needed,
    sealedContext: text,
    sealedInputs: text,
    sealedMessages: text,
    status: needed,
    statusMessage: text,
    progress: { type: Mixed, default: null },
    error: { type: Mixed, default: null },
    hasResult: flag,
    round: count,
    sentRound: count,
    worksOn: text,
    createdAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    version: count,
    errand: text,
    errandKey: needed,
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, 'owner.id': 1, createdAt: -1, _id: -1 })
  .index({ errand: 1 })
  .index({ endedAt: 1 });

const unfinished: { $in: TaskRecord['status'][] } = { $in: ['working', 'input_required'] };

/** Durable calls in MongoDB. Every change is one atomic update of a task that is not over. */
export const createMongoTaskStore = (connection: Connection): TaskStore => {
  const tasks = connection.model('McpTask', taskSchema, 'mcp_tasks');
  return {
    insert: async (record) => {
      await tasks.insertOne(toStored(record));
    },
    find: async (workspaceId, taskId) => {
      const found = await tasks.findOne({ workspaceId, _id: taskId }).lean<Stored | null>();
      return found && toRecord(found);
    },
    list: async (workspaceId, ownerId, { cursor, limit, status }) => {
      const page = pageQuery({ sort: '-createdAt', field: 'createdAt', direction: -1, cursor, limit });
      const rows = await tasks
        .find({ workspaceId, 'owner.id': ownerId, ...(status !== undefined && { status }), ...page.filter })
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.createdAt, toRecord);
    },
    change: async (workspaceId, taskId, { endedAt, ...change }, version) => {
      const set = {
        ...change,
        ...(change.errand && { errandKey: randomUUID() }),
        ...(endedAt !== undefined && { endedAt: endedAt === null ? null : new Date(endedAt) }),
      };
      const before = await tasks
        .findOneAndUpdate(
          { workspaceId, _id: taskId, status: unfinished, ...(version !== undefined && { version }) },
          { $set: set, $inc: { version: 1 } },
          // The state before is exact under concurrency on every database that the platform runs on.
          { returnDocument: 'before' },
        )
        .lean<Stored | null>();
      return (
        before && {
          ...toRecord({ ...before, version: before.version + 1 }),
          ...change,
          ...(endedAt !== undefined && { endedAt }),
          ...(set.errandKey !== undefined && { errandKey: set.errandKey }),
        }
      );
    },
    noteErrandDone: async (workspaceId, taskId, errandKey) => {
      await tasks.updateOne({ workspaceId, _id: taskId, errandKey }, { $set: { errand: null } });
    },
    ...acrossWorkspaces(tasks),
  };
};

/** The raw collection: the outbox, and the removal of what is old, read across workspaces. */
const acrossWorkspaces = (
  tasks: Pick<Model<Stored>, 'collection' | 'deleteOne'>,
): Pick<TaskStore, 'pendingErrands' | 'deleteEndedBefore'> => ({
  pendingErrands: async (limit) => {
    const found = await tasks.collection
      .find<Stored>({ errand: { $in: ['wake', 'cancel'] } })
      .sort({ createdAt: 1 })
      .limit(limit)
      .toArray();
    return found.map(toRecord);
  },
  deleteEndedBefore: async (instant, limit) => {
    const old = await tasks.collection
      .find<Stored>({ endedAt: { $ne: null, $lt: instant } })
      .limit(limit)
      .toArray();
    for (const { workspaceId, _id } of old) await tasks.deleteOne({ workspaceId, _id });
    return old.map(({ workspaceId, _id }) => ({ workspaceId, id: _id }));
  },
});

const toStored = ({ id, createdAt, endedAt, ...rest }: TaskRecord): Stored => ({
  ...rest,
  _id: id,
  createdAt: new Date(createdAt),
  endedAt: endedAt === null ? null : new Date(endedAt),
});

const toRecord = ({ _id, createdAt, endedAt, ...rest }: Stored): TaskRecord => ({
  ...rest,
  id: _id,
  createdAt: createdAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
  client: rest.client ?? null,
  server: rest.server ?? null,
  sealedContext: rest.sealedContext ?? null,
  sealedInputs: rest.sealedInputs ?? null,
  sealedMessages: rest.sealedMessages ?? null,
  statusMessage: rest.statusMessage ?? null,
  progress: rest.progress ?? null,
  error: rest.error ?? null,
  errand: rest.errand ?? null,
  worksOn: rest.worksOn ?? null,
});
