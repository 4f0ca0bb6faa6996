import { Schema, type Connection } from 'mongoose';
import { DocumentSummary } from '../../contracts/documents.ts';
import type { ChangeGuard, DocumentRecord, DocumentStore } from '../../domain/documents/document-store.ts';
import { toSummary } from '../../domain/documents/document-view.ts';
import { pageQuery } from './cursor.ts';
import { insertsNew } from './duplicate-key.ts';
import { containsWords } from './contains-words.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<DocumentRecord, 'id' | 'createdAt' | 'updatedAt'> & {
  _id: string;
  createdAt: Date;
  updatedAt: Date;
};

const Mixed = Schema.Types.Mixed;
const text = { type: String, default: null };
const count = { type: Number, required: true };

const documentSchema = new Schema<Stored>(
  {
    _id: { type: String, required: true },
    fileId: { type: String, required: true },
    fileName: { type: String, required: true },
    sizeBytes: count,
    sha256: { type: String, required: true },
    contentKey: { type: String, required: true },
    kind: text,
    state: { type: String, required: true },
    stage: { type: String, required: true },
    done: count,
    total: count,
    reason: { type: Mixed, default: null },
    customerName: text,
    reference: text,
    lineCount: count,
    uploadedBy: { type: Mixed, required: true },
    quote: { type: Mixed, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    version: count,
    fields: { type: Mixed, default: null },
    lines: { type: Mixed, default: [] },
    warnings: { type: [String], default: [] },
    partCount: count,
    run: count,
    startPending: { type: Boolean, required: true },
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, contentKey: 1 }, { unique: true })
  .index({ workspaceId: 1, fileId: 1 }, { unique: true })
  .index({ workspaceId: 1, createdAt: -1, _id: -1 })
  .index({ startPending: 1 });

/** What a row of the list shows; the id is always there. */
const listFields = Object.keys(DocumentSummary.shape).filter((field) => field !== 'id');

/** Documents in MongoDB. Every change is one atomic update whose conditions are in its filter. */
export const createMongoDocumentStore = (connection: Connection): DocumentStore => {
  const documents = connection.model('Document', documentSchema, 'documents');

  const findOne = async (filter: { workspaceId: string } & Record<string, unknown>) => {
    const found = await documents.findOne(filter).lean<Stored | null>();
    return found && toRecord(found);
  };

  const update = async (filter: { workspaceId: string } & Record<string, unknown>, change: Record<string, unknown>) => {
    const found = await documents.findOneAndUpdate(filter, change, { returnDocument: 'after' }).lean<Stored | null>();
    return found && toRecord(found);
  };

  return {
    insert: (record) => insertsNew(() => documents.insertOne(toStored(record))),
    find: (workspaceId, documentId) => findOne({ workspaceId, _id: documentId }),
    findByFile: (workspaceId, fileId) => findOne({ workspaceId, fileId }),
    findByContent: (workspaceId, contentKey) => findOne({ workspaceId, contentKey }),
    list: async (workspaceId, { states, search, newestFirst, cursor, limit }) => {
      const page = pageQuery({
        sort: newestFirst ? '-createdAt' : 'createdAt',
        field: 'createdAt',
        direction: newestFirst ? -1 : 1,
        cursor,
        limit,
      });
      const rows = await documents
        .find({
          workspaceId,
          ...(states.length > 0 && { state: { $in: states } }),
          ...containsWords(search, ['fileName', 'customerName', 'reference', 'quote.number']),
          ...page.filter,
        })
        .select(listFields)
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(rows, (row) => row.createdAt, toRow);
    },
    change: (workspaceId, documentId, change, guard = {}) =>
      update(
        { workspaceId, _id: documentId, ...guardFilter(guard) },
        { $set: { ...change, updatedAt: new Date() }, $inc: { version: 1 } },
      ),
    noteProgress: (workspaceId, documentId, run, progress) =>
      update({ workspaceId, _id: documentId, run }, { $set: progress }),
    delete: async (workspaceId, documentId) => {
      const { deletedCount } = await documents.deleteOne({ workspaceId, _id: documentId });
      return deletedCount === 1;
    },
    pendingStarts: async (limit) => {
      // The raw collection: the outbox is the one reader across workspaces.
      const found = await documents.collection
        .find<Stored>({ startPending: true })
        .sort({ updatedAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(toRecord);
    },
  };
};

const guardFilter = ({ states, run, version }: ChangeGuard) => ({
  ...(states && { state: { $in: states } }),
  ...(run !== undefined && { run }),
  ...(version !== undefined && { version }),
});

const toStored = ({ id, createdAt, updatedAt, ...rest }: DocumentRecord): Stored => ({
  ...rest,
  _id: id,
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
});

const toRow = (row: Stored): DocumentSummary =>
  toSummary({
    ...row,
    id: row._id,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });

const toRecord = ({ _id, createdAt, updatedAt, ...rest }: Stored): DocumentRecord => ({
  ...rest,
  id: _id,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  fields: rest.fields ?? null,
  lines: rest.lines ?? [],
  warnings: rest.warnings ?? [],
  partCount: rest.partCount ?? 0,
});
