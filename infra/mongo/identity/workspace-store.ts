import { Schema, type Connection } from 'mongoose';
import type { WorkspaceRecord, WorkspaceStore } from '../../../domain/identity/identity-stores.ts';
import { isDuplicateKey } from '../duplicate-key.ts';

type Stored = Omit<WorkspaceRecord, 'id'> & { _id: string; nameKey: string };

const text = { type: String, required: true } as const;

/** The tenant itself, so the one collection of its kind without a `workspaceId`. */
const workspaceSchema = new Schema<Stored>(
  { _id: text, name: text, nameKey: text, currency: text, timeZone: text, createdAt: { type: Date, required: true } },
  { versionKey: false },
).index({ nameKey: 1 }, { unique: true });

export const createMongoWorkspaceStore = (connection: Connection): WorkspaceStore => {
  const workspaces = connection.model('Workspace', workspaceSchema, 'workspaces');
  const findByName = async (nameKey: string) => workspaces.findOne({ nameKey }).lean<Stored | null>();

  return {
    ensure: async ({ id, ...wanted }) => {
      const nameKey = wanted.name.toLowerCase();
      const known = await findByName(nameKey);
      if (known) return toRecord(known);
      try {
        await workspaces.insertOne({ ...wanted, _id: id, nameKey });
        return { ...wanted, id };
      } catch (error) {
        const other = isDuplicateKey(error) ? await findByName(nameKey) : null;
        if (!other) throw error;
        return toRecord(other);
      }
    },
    find: async (id) => {
      const found = await workspaces.findOne({ _id: id }).lean<Stored | null>();
      return found && toRecord(found);
    },
  };
};

const toRecord = ({ _id, name, currency, timeZone, createdAt }: Stored): WorkspaceRecord => ({
  id: _id,
  name,
  currency,
  timeZone,
  createdAt,
});
