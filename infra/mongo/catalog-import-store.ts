import { Schema, type Connection } from 'mongoose';
import type { ImportStore, StoredImport } from '../../domain/catalog/import-store.ts';
import { tenantScoped } from './tenant-plugin.ts';

interface ImportRow extends Omit<StoredImport, 'id'> {
  _id: string;
}

const importSchema = new Schema<ImportRow>(
  {
    _id: { type: String, required: true },
    fileName: { type: String, required: true },
    state: { type: String, required: true },
    columns: { type: Schema.Types.Mixed, required: true },
    mapping: { type: Schema.Types.Mixed, required: true },
    defaults: { type: Schema.Types.Mixed, required: true },
    counts: { type: Schema.Types.Mixed, required: true },
    errors: { type: Schema.Types.Mixed, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    leaseUntil: { type: Date, default: null },
  },
  { versionKey: false, minimize: false, suppressReservedKeysWarning: true },
)
  .plugin(tenantScoped)
  .index({ state: 1, leaseUntil: 1 });

/** Imports of price lists in MongoDB. */
export const createMongoImportStore = (connection: Connection): ImportStore => {
  const imports = connection.model('CatalogImport', importSchema, 'catalogImports');
  const raw = connection.collection<ImportRow>('catalogImports');

  return {
    insert: async ({ id, ...fields }) => {
      await raw.insertOne({ _id: id, ...fields });
    },
    find: async (workspaceId, id) => {
      const row = await imports.findOne({ _id: id, workspaceId }).lean();
      return row && toStored(row);
    },
    change: async (workspaceId, id, state, change) => {
      const result = await imports.updateOne(
        { _id: id, workspaceId, state },
        { $set: { ...change, updatedAt: new Date() } },
      );
      if (result.matchedCount === 0) return null;
      const row = await imports.findOne({ _id: id, workspaceId }).lean();
      return row && toStored(row);
    },
    claimAbandoned: async (now, leaseUntil) => {
      // The only query across workspaces: whoever starts takes up what another process left, for all of them.
      const row = await raw.findOneAndUpdate(
        { state: 'applying', leaseUntil: { $lte: now } },
        { $set: { leaseUntil } },
        { returnDocument: 'before' },
      );
      return row && toStored({ ...row, leaseUntil });
    },
  };
};

const toStored = ({ _id, ...fields }: ImportRow): StoredImport => ({ id: _id, ...fields });
