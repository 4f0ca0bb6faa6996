import { Schema, type Connection } from 'mongoose';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { UserRecord, UserStore } from '../../../domain/identity/identity-stores.ts';
import { pageQuery } from '../cursor.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import { tenantScoped } from '../tenant-plugin.ts';

type Stored = Omit<UserRecord, 'id'> & { _id: string };

const text = { type: String, required: true } as const;
const count = { type: Number, required: true } as const;

const userSchema = new Schema<Stored>(
  {
    _id: text,
    email: text,
    name: text,
    roles: { type: [String], required: true },
    state: text,
    passwordHash: { type: String, default: null },
    link: { type: Schema.Types.Mixed, default: null },
    createdAt: { type: Date, required: true },
    lastSignInAt: { type: Date, default: null },
    version: count,
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ email: 1 }, { unique: true })
  .index({ 'link.hash': 1 }, { sparse: true })
  .index({ workspaceId: 1, createdAt: 1, _id: 1 });

/** People. An e-mail address is unique in the whole installation: it is all that a sign-in names. */
export const createMongoUserStore = (connection: Connection): UserStore => {
  const users = connection.model('User', userSchema, 'users');
  // The raw collection, for the two look-ups that find out the workspace.
  const findAnywhere = async (filter: { email: string } | { 'link.hash': string }) => {
    const found = await users.collection.findOne<Stored>(filter);
    return found && toRecord(found);
  };

  return {
    insert: ({ id, ...user }) => orEmailTaken(() => users.insertOne({ ...user, _id: id })),
    find: async (workspaceId, id) => {
      const found = await users.findOne({ workspaceId, _id: id }).lean<Stored | null>();
      return found && toRecord(found);
    },
    findByEmail: (email) => findAnywhere({ email }),
    findByLinkHash: (hash) => findAnywhere({ 'link.hash': hash }),
    list: async (workspaceId, { cursor, limit }) => {
      const page = pageQuery({ sort: 'createdAt', field: 'createdAt', direction: 1, cursor, limit });
      const rows = await users
        .find({ workspaceId, ...page.filter })
        .sort({ ...page.sort })
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.createdAt, toRecord);
    },
    countActiveAdmins: (workspaceId) => users.countDocuments({ workspaceId, state: 'active', roles: 'admin' }),
    update: async (workspaceId, id, version, change) => {
      let matched = 0;
      await orEmailTaken(async () => {
        const done = await users.updateOne({ workspaceId, _id: id, version }, { $set: change, $inc: { version: 1 } });
        matched = done.matchedCount;
      });
      return matched === 1;
    },
    noteSignIn: async (workspaceId, id, at) => {
      await users.updateOne({ workspaceId, _id: id }, { $set: { lastSignInAt: at } });
    },
  };
};

const orEmailTaken = async (write: () => Promise<unknown>): Promise<void> => {
  try {
    await write();
  } catch (error) {
    throw isDuplicateKey(error) ? fail('email_taken', {}, { cause: error }) : error;
  }
};

const toRecord = ({ _id, ...rest }: Stored): UserRecord => ({
  id: _id,
  workspaceId: rest.workspaceId,
  email: rest.email,
  name: rest.name,
  roles: rest.roles,
  state: rest.state,
  passwordHash: rest.passwordHash ?? null,
  link: rest.link ?? null,
  createdAt: rest.createdAt,
  lastSignInAt: rest.lastSignInAt ?? null,
  version: rest.version,
});
