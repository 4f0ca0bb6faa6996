import { Schema, type Connection } from 'mongoose';
import type { DeploymentStepName } from '../../contracts/mcp-deployments.ts';
import type { DeploymentRecord, DeploymentStore } from '../../domain/mcp/deployments/deployment-store.ts';
import { pageQuery } from './cursor.ts';
import { insertsNew } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<DeploymentRecord, 'id' | 'steps' | 'before' | 'startedAt'> & {
  _id: string;
  startedAt: Date;
  /** By name, so that one atomic write changes one step. */
  steps: Record<string, Omit<DeploymentRecord['steps'][number], 'name'>>;
  stepNames: DeploymentStepName[];
  /** JSON text: holds definitions, whose keys are a server's own. */
  before: string | null;
  logLines: number;
};

interface StoredLine {
  workspaceId: string;
  deploymentId: string;
  seq: number;
  at: Date;
  step: DeploymentStepName;
  text: string;
}

const Mixed = Schema.Types.Mixed;
const needed = { type: String, required: true };
const text = { type: String, default: null };
const count = { type: Number, required: true };
const flag = { type: Boolean, required: true };
const maxLogLines = 2_000;

const deploymentSchema = new Schema<Stored>(
  {
    _id: needed,
    serverId: needed,
    serverName: needed,
    kind: needed,
    state: needed,
    steps: { type: Mixed, required: true },
    stepNames: { type: [String], required: true },
    cause: { type: Mixed, default: null },
    startedBy: needed,
    startedAt: { type: Date, required: true },
    endedAt: text,
    startPending: flag,
    cancelRequested: flag,
    forgetRequested: Boolean,
    installation: count,
    version: text,
    before: text,
    stateBefore: text,
    revision: count,
    logLines: count,
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, startedAt: -1, _id: -1 })
  .index({ workspaceId: 1, serverId: 1, startedAt: -1 })
  .index({ startPending: 1 });

const lineSchema = new Schema<StoredLine>(
  { deploymentId: needed, seq: count, at: { type: Date, required: true }, step: needed, text: { type: String } },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, deploymentId: 1, seq: 1 }, { unique: true });

/** Deployments and their log lines in MongoDB. */
export const createMongoDeploymentStore = (connection: Connection): DeploymentStore => {
  const deployments = connection.model('McpDeployment', deploymentSchema, 'mcp_deployments');

  const update = async (filter: { workspaceId: string } & Record<string, unknown>, set: Record<string, unknown>) => {
    const found = await deployments
      .findOneAndUpdate(filter, { $set: set, $inc: { revision: 1 } }, { returnDocument: 'after' })
      .lean<Stored | null>();
    return found && toRecord(found);
  };

  return {
    insert: async (record) => {
      await insertsNew(() => deployments.insertOne(toStored(record)));
    },
    find: async (workspaceId, deploymentId) => {
      const found = await deployments.findOne({ workspaceId, _id: deploymentId }).lean<Stored | null>();
      return found && toRecord(found);
    },
    list: async (workspaceId, { serverId, state, cursor, limit }) => {
      const page = pageQuery({ sort: '-startedAt', field: 'startedAt', direction: -1, cursor, limit });
      const rows = await deployments
        .find({
          workspaceId,
          ...(serverId !== undefined && { serverId }),
          ...(state !== undefined && { state }),
          ...page.filter,
        })
        .select({ before: 0 })
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.startedAt, toRecord);
    },
    change: (workspaceId, deploymentId, { before, ...change }, states) =>
      update(
        { workspaceId, _id: deploymentId, ...(states && { state: { $in: [...states] } }) },
        { ...change, ...(before !== undefined && { before: before && JSON.stringify(before) }) },
      ),
    changeSteps: (workspaceId, deploymentId, steps) => {
      const set: Record<string, unknown> = {};
      for (const [name, change] of Object.entries(steps))
        for (const [field, value] of Object.entries(change)) set[`steps.${name}.${field}`] = value;
      return update({ workspaceId, _id: deploymentId }, set);
    },
    delete: async (workspaceId, deploymentId) => {
      await deployments.deleteOne({ workspaceId, _id: deploymentId });
    },
    ...deploymentLines(connection),
    pendingStarts: async (limit, before) => {
      // The raw collection: the outbox is the one reader across workspaces.
      const found = await deployments.collection
        .find<Stored>({ startPending: true, startedAt: { $lt: before } })
        .sort({ startedAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(toRecord);
    },
  };
};

const deploymentLines = (connection: Connection): Pick<DeploymentStore, 'appendLog' | 'logs'> => {
  const deployments = connection.model<Stored>('McpDeployment');
  const lines = connection.model('McpDeploymentLine', lineSchema, 'mcp_deployment_lines');
  return {
    appendLog: async (workspaceId, deploymentId, { at, step, text: line }) => {
      // The state before the update is exact under concurrency on every database that the platform runs on.
      const before = await deployments
        .findOneAndUpdate(
          { workspaceId, _id: deploymentId, logLines: { $lt: maxLogLines } },
          { $inc: { logLines: 1 } },
          { returnDocument: 'before' },
        )
        .select({ logLines: 1 })
        .lean<{ logLines: number } | null>();
      if (!before) return null;
      const seq = before.logLines + 1;
      await insertsNew(() => lines.insertOne({ workspaceId, deploymentId, seq, at: new Date(at), step, text: line }));
      return { seq, at, step, text: line };
    },
    logs: async (workspaceId, deploymentId, after) => {
      const found = await lines
        .find({ workspaceId, deploymentId, seq: { $gt: after } })
        .sort({ seq: 1 })
        .lean<StoredLine[]>();
      return found.map(({ seq, at, step, text: line }) => ({ seq, at: at.toISOString(), step, text: line }));
    },
  };
};

const toStored = ({ id, steps, before, startedAt, ...rest }: DeploymentRecord): Stored => ({
  ...rest,
  _id: id,
  startedAt: new Date(startedAt),
  steps: Object.fromEntries(steps.map(({ name, ...step }) => [name, step])),
  stepNames: steps.map(({ name }) => name),
  before: before && JSON.stringify(before),
  logLines: 0,
});

const toRecord = (stored: Stored): DeploymentRecord => {
  const { _id, steps, stepNames, before, startedAt, logLines: _lines, ...rest } = stored;
  return {
    ...rest,
    id: _id,
    startedAt: startedAt.toISOString(),
    steps: stepNames.flatMap((name) => {
      const step = steps[name];
      return step ? [{ ...step, name }] : [];
    }),
    before: typeof before === 'string' ? JSON.parse(before) : null,
  };
};
