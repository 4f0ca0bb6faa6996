import { Schema, type Connection } from 'mongoose';
import type { AuthorizationRecord, AuthorizationStore } from '../../domain/mcp/authorizations/authorization-store.ts';
import { insertsNew } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<AuthorizationRecord, 'id'> & { _id: string };

const text = { type: String, required: true } as const;
const laterText = { type: String, default: null } as const;
const laterInstant = { type: Date, default: null } as const;

const schema = new Schema<Stored>(
  {
    _id: text,
    userId: text,
    url: text,
    sealed: text,
    pendingHash: laterText,
    pendingUntil: laterInstant,
    isAuthorized: { type: Boolean, required: true },
    scope: laterText,
    wantedScope: laterText,
    authorizedAt: laterInstant,
    refreshingUntil: laterInstant,
    revision: { type: Number, required: true },
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, userId: 1, url: 1 }, { unique: true });

export const createMongoAuthorizationStore = (connection: Connection): AuthorizationStore => {
  const authorizations = connection.model('McpAuthorization', schema, 'mcp_authorizations');
  const one = async (filter: Record<string, unknown> & { workspaceId: string }) => {
    const found = await authorizations.findOne(filter).lean<Stored | null>();
    return found && toRecord(found);
  };
  return {
    find: (workspaceId, userId, url) => one({ workspaceId, userId, url }),
    findPending: (workspaceId, userId, pendingHash) => one({ workspaceId, userId, pendingHash }),
    list: async (workspaceId, userId) => {
      const rows = await authorizations.find({ workspaceId, userId }).sort({ url: 1 }).lean<Stored[]>();
      return rows.map(toRecord);
    },
    urls: (workspaceId) => authorizations.distinct('url', { workspaceId }),
    insert: ({ id, ...record }) => insertsNew(() => authorizations.insertOne({ ...record, _id: id })),
    change: async ({ workspaceId, id, revision }, change) => {
      const changed = await authorizations
        .findOneAndUpdate(
          { workspaceId, _id: id, revision },
          { $set: change, $inc: { revision: 1 } },
          { returnDocument: 'after' },
        )
        .lean<Stored | null>();
      return changed && toRecord(changed);
    },
    delete: async (workspaceId, userId, id) =>
      (await authorizations.deleteOne({ workspaceId, userId, _id: id })).deletedCount === 1,
  };
};

const toRecord = ({ _id, wantedScope, ...rest }: Stored): AuthorizationRecord => ({
  ...rest,
  id: _id,
  // Sign-ins of before this was kept have none.
  wantedScope: wantedScope ?? null,
});
