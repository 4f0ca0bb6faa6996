import { Schema, type Connection } from 'mongoose';
import type { ExternalClientRecord, ExternalClientStore } from '../../domain/mcp/clients/external-client-store.ts';
import { pageQuery } from './cursor.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<ExternalClientRecord, 'id' | 'createdAt'> & { _id: string; createdAt: Date };

const needed = { type: String, required: true } as const;
const text = { type: String, default: null };

const clientSchema = new Schema<Stored>(
  {
    _id: needed,
    name: needed,
    kind: needed,
    auth: needed,
    redirectUris: [String],
    serviceAccountId: text,
    server: text,
    permissions: [String],
    createdBy: needed,
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, createdAt: -1, _id: -1 });

export const createMongoExternalClientStore = (connection: Connection): ExternalClientStore => {
  const clients = connection.model('ExternalMcpClient', clientSchema, 'external_mcp_clients');
  return {
    insert: async ({ id, createdAt, ...rest }) => {
      const lists = { redirectUris: [...rest.redirectUris], permissions: [...rest.permissions] };
      await clients.insertOne({ ...rest, ...lists, _id: id, createdAt: new Date(createdAt) });
    },
    find: async (workspaceId, clientId) => {
      const found = await clients.findOne({ workspaceId, _id: clientId }).lean<Stored | null>();
      return found && toRecord(found);
    },
    list: async (workspaceId, { cursor, limit }) => {
      const page = pageQuery({ sort: '-createdAt', field: 'createdAt', direction: -1, cursor, limit });
      const rows = await clients
        .find({ workspaceId, ...page.filter })
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.createdAt, toRecord);
    },
    delete: async (workspaceId, clientId) =>
      (await clients.deleteOne({ workspaceId, _id: clientId })).deletedCount === 1,
  };
};

const toRecord = ({ _id, createdAt, ...rest }: Stored): ExternalClientRecord => ({
  ...rest,
  id: _id,
  createdAt: createdAt.toISOString(),
  serviceAccountId: rest.serviceAccountId ?? null,
  server: rest.server ?? null,
});
