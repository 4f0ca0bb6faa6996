import { Schema, type Connection } from 'mongoose';
import type { HealthEntry, HealthStore } from '../../domain/mcp/servers/health-store.ts';
import { tenantScoped } from './tenant-plugin.ts';

interface Stored {
  _id: string;
  workspaceId: string;
  entries: HealthEntry[];
}

const maxEntries = 500;

const healthSchema = new Schema<Stored>(
  { _id: { type: String, required: true }, entries: { type: Schema.Types.Mixed, default: [] } },
  { versionKey: false },
).plugin(tenantScoped);

/** One document per server, whose list is cut with every entry: no retention to run, and gone with the server's document. */
export const createMongoHealthStore = (connection: Connection): HealthStore => {
  const histories = connection.model('McpHealth', healthSchema, 'mcp_health');
  return {
    add: async (workspaceId, serverId, entry) => {
      await histories.updateOne(
        { workspaceId, _id: serverId },
        { $push: { entries: { $each: [entry], $slice: -maxEntries } } },
        { upsert: true },
      );
    },
    list: async (workspaceId, serverId) => {
      const found = await histories.findOne({ workspaceId, _id: serverId }).lean<Stored | null>();
      // Entries from before causes were kept have none.
      return (found?.entries ?? []).map((entry) => ({ ...entry, cause: entry.cause ?? null })).toReversed();
    },
    forget: async (workspaceId, serverId) => {
      await histories.deleteOne({ workspaceId, _id: serverId });
    },
  };
};
