import { Schema, type Connection } from 'mongoose';
import { fail } from '../../contracts/kernel/fail.ts';
import type { McpServer } from '../../contracts/mcp-servers.ts';
import type { McpServerRecord, McpServerRecordChange, McpServerStore } from '../../domain/mcp/mcp-server-store.ts';
import { insertsNew } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

/** Definitions and rules are kept as JSON text: they are a server's own objects, whose keys may hold dots and dollars. */
interface Stored {
  _id: string;
  workspaceId: string;
  name: string;
  state: McpServer['state'];
  revision: number;
  server: Omit<McpServer, 'id' | 'name' | 'state' | 'revision' | 'environment'> & { environment: string };
  sealedSecrets: string | null;
  installation: number;
  lastInstallation: number;
  definitions: string | null;
  toolRules: string;
  deploymentId: string | null;
  causeDetails: string | null;
  failedProbes: number;
  addedById: string | null;
}

const Mixed = Schema.Types.Mixed;
const needed = { type: String, required: true };
const text = { type: String, default: null };
const count = { type: Number, required: true };

const serverSchema = new Schema<Stored>(
  {
    _id: needed,
    name: needed,
    state: needed,
    revision: count,
    server: { type: Mixed, required: true },
    sealedSecrets: text,
    installation: count,
    lastInstallation: count,
    definitions: text,
    toolRules: needed,
    deploymentId: text,
    causeDetails: text,
    failedProbes: { type: Number, default: 0 },
    addedById: text,
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, name: 1 }, { unique: true })
  .index({ state: 1 });

/** MCP servers in MongoDB. Every change is one atomic update whose conditions are in its filter. */
export const createMongoMcpServerStore = (connection: Connection): McpServerStore => {
  const servers = connection.model('McpServer', serverSchema, 'mcp_servers');
  return {
    insert: async (record) => {
      if (!(await insertsNew(() => servers.insertOne(toStored(record)))))
        throw fail('mcp_server_name_taken', { name: record.server.name });
    },
    find: async (workspaceId, serverId) => {
      const found = await servers.findOne({ workspaceId, _id: serverId }).lean<Stored | null>();
      return found && toRecord(found);
    },
    all: async (workspaceId) => {
      const found = await servers.find({ workspaceId }).sort({ name: 1 }).lean<Stored[]>();
      return found.map(toRecord);
    },
    change: async (workspaceId, serverId, change, guard = {}) => {
      const { revision, states, deploymentId, quietly = false } = guard;
      const found = await servers
        .findOneAndUpdate(
          {
            workspaceId,
            _id: serverId,
            ...(revision !== undefined && { revision }),
            ...(states && { state: { $in: [...states] } }),
            ...(deploymentId !== undefined && { deploymentId }),
          },
          {
            $set: { ...toUpdate(change), ...(!quietly && { 'server.updatedAt': new Date().toISOString() }) },
            ...(!quietly && { $inc: { revision: 1 } }),
          },
          { returnDocument: 'after' },
        )
        .lean<Stored | null>();
      return found && toRecord(found);
    },
    delete: async (workspaceId, serverId) =>
      (await servers.deleteOne({ workspaceId, _id: serverId })).deletedCount === 1,
    everywhere: async (states) => {
      // The raw collection: the status schedule is the one reader across workspaces.
      const found = await servers.collection.find<Stored>({ state: { $in: [...states] } }).toArray();
      return found.map(toRecord);
    },
  };
};

const toUpdate = ({ server = {}, definitions, toolRules, causeDetails, ...rest }: McpServerRecordChange) => {
  const { state, environment, ...fields } = server;
  const set: Record<string, unknown> = { ...rest };
  for (const [name, value] of Object.entries(fields)) set[`server.${name}`] = value;
  if (state !== undefined) set['state'] = state;
  if (environment !== undefined) set['server.environment'] = JSON.stringify(environment);
  if (definitions !== undefined) set['definitions'] = definitions && JSON.stringify(definitions);
  if (toolRules !== undefined) set['toolRules'] = JSON.stringify(toolRules);
  if (causeDetails !== undefined) set['causeDetails'] = causeDetails && JSON.stringify(causeDetails);
  return set;
};

const toStored = (record: McpServerRecord): Stored => {
  const { id, name, state, revision, environment, ...fields } = record.server;
  return {
    _id: id,
    workspaceId: record.workspaceId,
    name,
    state,
    revision,
    server: { ...fields, environment: JSON.stringify(environment) },
    sealedSecrets: record.sealedSecrets,
    installation: record.installation,
    lastInstallation: record.lastInstallation,
    definitions: record.definitions && JSON.stringify(record.definitions),
    toolRules: JSON.stringify(record.toolRules),
    deploymentId: record.deploymentId ?? null,
    causeDetails: record.causeDetails ? JSON.stringify(record.causeDetails) : null,
    failedProbes: record.failedProbes ?? 0,
    addedById: record.addedById ?? null,
  };
};

const toRecord = ({ _id, name, state, revision, server, ...stored }: Stored): McpServerRecord => ({
  workspaceId: stored.workspaceId,
  server: { ...server, id: _id, name, state, revision, environment: JSON.parse(server.environment) },
  sealedSecrets: stored.sealedSecrets,
  installation: stored.installation,
  lastInstallation: stored.lastInstallation,
  definitions: stored.definitions === null ? null : JSON.parse(stored.definitions),
  toolRules: JSON.parse(stored.toolRules),
  deploymentId: stored.deploymentId ?? null,
  causeDetails: stored.causeDetails === null ? null : JSON.parse(stored.causeDetails),
  failedProbes: stored.failedProbes ?? 0,
  addedById: stored.addedById ?? null,
});
