import { Schema, type Connection } from 'mongoose';
import type { QuoteGuard, QuoteRecord, QuoteStore } from '../../domain/quotes/quote-store.ts';
import { toListItem } from '../../domain/quotes/quote-view.ts';
import { containsWords } from './contains-words.ts';
import { pageQuery } from './cursor.ts';
import { insertsNew } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

type Stored = Omit<QuoteRecord, 'id' | 'createdAt' | 'updatedAt'> & { _id: string; createdAt: Date; updatedAt: Date };

interface StoredSeries {
  _id: string;
  next: number;
}

const Mixed = Schema.Types.Mixed;
const text = { type: String, default: null };
const needed = { type: String, required: true };
const count = { type: Number, required: true };

/** Amounts are decimal strings: exact, and equal in database, JSON and PDF (money rule 1). */
const quoteSchema = new Schema<Stored>(
  {
    _id: needed,
    sourceKey: needed,
    number: needed,
    revision: count,
    state: needed,
    preparation: needed,
    documentId: text,
    customerId: text,
    customerName: text,
    contact: { type: Mixed, required: true },
    reference: text,
    neededBy: text,
    validUntil: needed,
    currency: needed,
    taxMode: needed,
    lines: { type: Mixed, default: [] },
    lineCount: count,
    matchedCount: count,
    openCount: count,
    totals: { type: Mixed, default: null },
    total: text,
    pdf: { type: Mixed, default: null },
    reason: { type: Mixed, default: null },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    version: count,
    startPending: text,
    confirmedVersion: { type: Number, default: null },
  },
  { versionKey: false, minimize: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, sourceKey: 1 }, { unique: true })
  .index({ workspaceId: 1, number: 1, revision: 1 }, { unique: true })
  .index({ workspaceId: 1, createdAt: -1, _id: -1 })
  .index({ workspaceId: 1, customerId: 1 })
  .index({ startPending: 1 });

const seriesSchema = new Schema<StoredSeries>({ _id: needed, next: count }, { versionKey: false });

/** Quotes in MongoDB. Every change is one atomic update whose conditions are in its filter. */
export const createMongoQuoteStore = (connection: Connection): QuoteStore => {
  const quotes = connection.model('Quote', quoteSchema, 'quotes');

  const findOne = async (filter: { workspaceId: string } & Record<string, unknown>) => {
    const found = await quotes.findOne(filter).lean<Stored | null>();
    return found && toRecord(found);
  };

  return {
    insert: (record) => insertsNew(() => quotes.insertOne(toStored(record))),
    find: (workspaceId, quoteId) => findOne({ workspaceId, _id: quoteId }),
    findBySource: (workspaceId, sourceKey) => findOne({ workspaceId, sourceKey }),
    list: async (workspaceId, { preparations, customerId, search, cursor, limit }) => {
      const page = pageQuery({ sort: '-createdAt', field: 'createdAt', direction: -1, cursor, limit });
      const rows = await quotes
        .find({
          workspaceId,
          ...(preparations.length > 0 && { preparation: { $in: preparations } }),
          ...(customerId !== undefined && { customerId }),
          ...containsWords(search, ['number', 'customerName', 'reference']),
          ...page.filter,
        })
        .select({ lines: 0, totals: 0 })
        .sort(page.sort)
        .limit(page.fetchLimit)
        .lean<Stored[]>();
      return page.toPage(
        rows,
        (row) => row.createdAt,
        (row) => toListItem(toRecord(row)),
      );
    },
    change: async (workspaceId, quoteId, change, guard = {}) => {
      const found = await quotes
        .findOneAndUpdate(
          { workspaceId, _id: quoteId, ...guardFilter(guard) },
          { $set: { ...change, updatedAt: new Date() }, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean<Stored | null>();
      return found && toRecord(found);
    },
    noteStarted: async (workspaceId, quoteId) => {
      await quotes.updateOne({ workspaceId, _id: quoteId }, { $set: { startPending: null } });
    },
    drawNumber: numberSeries(connection),
    pendingStarts: async (limit) => {
      // The raw collection: the outbox is the one reader across workspaces.
      const found = await quotes.collection
        .find<Stored>({ startPending: { $in: ['matching', 'review'] } })
        .sort({ updatedAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(toRecord);
    },
  };
};

const numberSeries = (connection: Connection): QuoteStore['drawNumber'] => {
  const series = connection.model('NumberSeries', seriesSchema, 'number_series');
  return async (workspaceId, name) => {
    // The state before the update is exact under concurrency on every database that the platform runs on.
    const before = await series
      .findOneAndUpdate(
        { _id: `${workspaceId}:${name}` },
        { $inc: { next: 1 } },
        { upsert: true, returnDocument: 'before' },
      )
      .lean<StoredSeries | null>();
    return (before?.next ?? 0) + 1;
  };
};

const guardFilter = ({ preparations, version }: QuoteGuard) => ({
  ...(preparations && { preparation: { $in: preparations } }),
  ...(version !== undefined && { version }),
});

const toStored = ({ id, createdAt, updatedAt, ...rest }: QuoteRecord): Stored => ({
  ...rest,
  _id: id,
  createdAt: new Date(createdAt),
  updatedAt: new Date(updatedAt),
});

const toRecord = ({ _id, createdAt, updatedAt, ...rest }: Stored): QuoteRecord => ({
  ...rest,
  id: _id,
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
  lines: rest.lines ?? [],
  totals: rest.totals ?? null,
});
