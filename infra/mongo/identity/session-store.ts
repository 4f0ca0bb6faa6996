import { Schema, type Connection } from 'mongoose';
import type { SessionRecord, SessionStore } from '../../../domain/identity/identity-stores.ts';
import { tenantScoped } from '../tenant-plugin.ts';

type Stored = Omit<SessionRecord, 'id'> & { _id: string; endReason?: string };

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;
const instant = { type: Date, required: true } as const;
/** More sign-ins than this are still good, but not shown. */
const maxShown = 200;

const sessionSchema = new Schema<Stored>(
  {
    _id: text,
    userId: text,
    device: { type: Schema.Types.Mixed, required: true },
    createdAt: instant,
    lastUsedAt: instant,
    expiresAt: instant,
    endedAt: { type: Date, default: null },
    endReason: String,
    generation: count,
    tokenHash: text,
    rotation: { type: Schema.Types.Mixed, default: null },
    grant: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, userId: 1, lastUsedAt: -1 })
  .index({ expiresAt: 1 });

export const createMongoSessionStore = (connection: Connection): SessionStore => {
  const sessions = connection.model('Session', sessionSchema, 'sessions');
  return {
    insert: async ({ id, ...session }) => {
      await sessions.insertOne({ ...session, _id: id });
    },
    find: async (workspaceId, id) => {
      const found = await sessions.findOne({ workspaceId, _id: id }).lean<Stored | null>();
      return found && toRecord(found);
    },
    listLive: async (workspaceId, userId, now) => {
      const rows = await sessions
        .find({ workspaceId, userId, endedAt: null, expiresAt: { $gt: now } })
        .sort({ lastUsedAt: -1 })
        .limit(maxShown)
        .lean<Stored[]>();
      return rows.map(toRecord);
    },
    rotate: async (workspaceId, id, expectedHash, next) => {
      const filter = { workspaceId, _id: id, tokenHash: expectedHash, endedAt: null };
      return (await sessions.updateOne(filter, { $set: next })).matchedCount === 1;
    },
    end: async (workspaceId, id, reason, at) => {
      const filter = { workspaceId, _id: id, endedAt: null };
      return (await sessions.updateOne(filter, { $set: { endedAt: at, endReason: reason } })).matchedCount === 1;
    },
    endAllOf: async (workspaceId, userId, reason, at, exceptId) => {
      const filter = { workspaceId, userId, endedAt: null, ...(exceptId !== undefined && { _id: { $ne: exceptId } }) };
      await sessions.updateMany(filter, { $set: { endedAt: at, endReason: reason } });
    },
    endAllOfClient: async (workspaceId, clientId, reason, at) => {
      const filter = { workspaceId, 'grant.clientId': clientId, endedAt: null };
      await sessions.updateMany(filter, { $set: { endedAt: at, endReason: reason } });
    },
    sweep: async (before) => {
      // The raw collection: cleaning up is the one job across workspaces.
      const old = { $or: [{ expiresAt: { $lt: before } }, { endedAt: { $ne: null, $lt: before } }] };
      return (await sessions.collection.deleteMany(old)).deletedCount;
    },
  };
};

const toRecord = ({ _id, ...rest }: Stored): SessionRecord => ({
  id: _id,
  workspaceId: rest.workspaceId,
  userId: rest.userId,
  device: rest.device,
  createdAt: rest.createdAt,
  lastUsedAt: rest.lastUsedAt,
  expiresAt: rest.expiresAt,
  endedAt: rest.endedAt ?? null,
  generation: rest.generation,
  tokenHash: rest.tokenHash,
  rotation: rest.rotation ?? null,
  grant: rest.grant ?? null,
});
