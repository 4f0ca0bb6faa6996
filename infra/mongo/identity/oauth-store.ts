import { Schema, type Connection } from 'mongoose';
import type { OauthClientRecord, OauthCodeRecord, OauthStore } from '../../../domain/oauth/oauth-stores.ts';

type StoredClient = Omit<OauthClientRecord, 'id'> & { _id: string; usedAt: Date | null };
type StoredCode = Omit<OauthCodeRecord, 'hash'> & { _id: string; used: boolean };

const text = { type: String, required: true } as const;
const instant = { type: Date, required: true } as const;
const mixed = { type: Schema.Types.Mixed, required: true } as const;

/** Neither belongs to a workspace by its key: a client registers before a person lets it in, and a code is all that is shown. */
const clientSchema = new Schema<StoredClient>(
  {
    _id: text,
    workspaceId: { type: String, default: null },
    name: text,
    redirectUris: [String],
    createdAt: instant,
    usedAt: { type: Date, default: null },
  },
  { versionKey: false },
).index({ usedAt: 1, createdAt: 1 });

const codeSchema = new Schema<StoredCode>(
  {
    _id: text,
    workspaceId: text,
    userId: text,
    sessionId: text,
    grant: mixed,
    redirectUri: text,
    challenge: text,
    expiresAt: instant,
    used: { type: Boolean, required: true },
  },
  { versionKey: false },
).index({ expiresAt: 1 });

export const createMongoOauthStore = (connection: Connection): OauthStore => {
  const clients = connection.model('OauthClient', clientSchema, 'oauth_clients');
  const codes = connection.model('OauthCode', codeSchema, 'oauth_codes');
  return {
    insertClient: async ({ id, ...client }) => {
      await clients.insertOne({ ...client, _id: id, redirectUris: [...client.redirectUris], usedAt: null });
    },
    findClient: async (id) => {
      const found = await clients.findOne({ _id: id }).lean<StoredClient | null>();
      if (!found) return null;
      const { _id, workspaceId, name, redirectUris, createdAt } = found;
      return { id: _id, workspaceId: workspaceId ?? null, name, redirectUris, createdAt };
    },
    insertCode: async ({ hash, ...code }) => {
      await codes.insertOne({ ...code, _id: hash, used: false });
      await clients.updateOne({ _id: code.grant.clientId }, { $set: { usedAt: new Date() } });
    },
    useCode: async (hash) => {
      const marked = await codes.updateOne({ _id: hash, used: false }, { $set: { used: true } });
      const found = await codes.findOne({ _id: hash }).lean<StoredCode | null>();
      if (!found) return null;
      const { _id, used: _used, ...code } = found;
      return { code: { ...code, hash: _id }, isFirst: marked.modifiedCount === 1 };
    },
    deleteClient: async (id) => (await clients.deleteOne({ _id: id })).deletedCount === 1,
    sweep: async (before) => {
      const gone = await codes.deleteMany({ expiresAt: { $lt: before } });
      const idle = await clients.deleteMany({ workspaceId: null, usedAt: null, createdAt: { $lt: before } });
      return gone.deletedCount + idle.deletedCount;
    },
  };
};
