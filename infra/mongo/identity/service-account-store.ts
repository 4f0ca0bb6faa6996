import { Schema, type Connection } from 'mongoose';
import type { ServiceAccountRecord, ServiceAccountStore } from '../../../domain/identity/identity-stores.ts';
import { pageQuery } from '../cursor.ts';
import { insertsNew } from '../duplicate-key.ts';
import { tenantScoped } from '../tenant-plugin.ts';

type Stored = Omit<ServiceAccountRecord, 'id'> & { _id: string };

const text = { type: String, required: true } as const;

const accountSchema = new Schema<Stored>(
  {
    _id: text,
    name: text,
    key: text,
    secretHash: text,
    secretVersion: { type: Number, required: true },
    permissions: { type: [String], required: true },
    expiresAt: { type: Date, default: null },
    lastUsedAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ key: 1 }, { unique: true })
  .index({ workspaceId: 1, createdAt: 1, _id: 1 });

export const createMongoServiceAccountStore = (connection: Connection): ServiceAccountStore => {
  const accounts = connection.model('ServiceAccount', accountSchema, 'serviceAccounts');
  return {
    insert: ({ id, ...account }) => insertsNew(() => accounts.insertOne({ ...account, _id: id })),
    find: async (workspaceId, id) => {
      const found = await accounts.findOne({ workspaceId, _id: id }).lean<Stored | null>();
      return found && toRecord(found);
    },
    findByKey: async (key) => {
      // The raw collection: the key is what finds out the workspace.
      const found = await accounts.collection.findOne<Stored>({ key });
      return found && toRecord(found);
    },
    list: async (workspaceId, { cursor, limit }) => {
      const page = pageQuery({ sort: 'createdAt', field: 'createdAt', direction: 1, cursor, limit });
      const rows = await accounts
        .find({ workspaceId, ...page.filter })
        .sort({ ...page.sort })
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.createdAt, toRecord);
    },
    rotate: async (workspaceId, id, fromVersion, secretHash) => {
      const change = { $set: { secretHash }, $inc: { secretVersion: 1 } };
      return (
        (await accounts.updateOne({ workspaceId, _id: id, secretVersion: fromVersion }, change)).matchedCount === 1
      );
    },
    noteUse: async (workspaceId, id, at) => {
      await accounts.updateOne({ workspaceId, _id: id }, { $set: { lastUsedAt: at } });
    },
    delete: async (workspaceId, id) => (await accounts.deleteOne({ workspaceId, _id: id })).deletedCount === 1,
  };
};

const toRecord = ({ _id, ...rest }: Stored): ServiceAccountRecord => ({
  id: _id,
  workspaceId: rest.workspaceId,
  name: rest.name,
  key: rest.key,
  secretHash: rest.secretHash,
  secretVersion: rest.secretVersion,
  permissions: rest.permissions,
  expiresAt: rest.expiresAt ?? null,
  lastUsedAt: rest.lastUsedAt ?? null,
  createdAt: rest.createdAt,
});
