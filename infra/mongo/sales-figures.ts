import type { Connection } from 'mongoose';
import type { FigureRange, QuoteFigure, RequestFigure, SalesFigures } from '../../domain/analytics/sales-analytics.ts';
import type { DocumentRecord } from '../../domain/documents/document-store.ts';
import { parseAmount } from '../../domain/money/amount.ts';
import type { QuoteRecord } from '../../domain/quotes/quote-store.ts';

type StoredDocument = Pick<DocumentRecord, 'workspaceId' | 'state'> & { _id: string; createdAt: Date };
type StoredQuote = Pick<QuoteRecord, 'workspaceId' | 'state' | 'preparation' | 'currency' | 'total'> & {
  _id: string;
  createdAt: Date;
};

const batchSize = 1_000;

/** Figures from the collections of documents and quotes, whose stores must have been made on the same connection. */
export const createMongoSalesFigures = (connection: Connection): SalesFigures => {
  const documents = connection.model<StoredDocument>('Document');
  const quotes = connection.model<StoredQuote>('Quote');

  const readRequests = async (workspaceId: string, range: FigureRange): Promise<RequestFigure[]> => {
    const groups = await documents.aggregate<{ _id: Omit<RequestFigure, 'count'>; count: number }>([
      { $match: inRange(workspaceId, range) },
      {
        $group: {
          _id: { day: { $dateToString: { date: '$createdAt', format: '%Y-%m-%d' } }, state: '$state' },
          count: { $sum: 1 },
        },
      },
    ]);
    return groups.map(({ _id, count }) => ({ ..._id, count }));
  };

  /** Totals are decimal strings, which a database adds up as floats at best: they are added here, one at a time. */
  const readQuotes = async (workspaceId: string, range: FigureRange): Promise<QuoteFigure[]> => {
    const figures = new Map<string, QuoteFigure>();
    const rows = quotes
      .find(inRange(workspaceId, range))
      .select({ createdAt: 1, state: 1, preparation: 1, currency: 1, total: 1 })
      .lean<StoredQuote[]>()
      .cursor({ batchSize });
    for await (const row of rows) {
      const one = toFigure(row);
      const key = [one.day, one.state, one.preparation, one.currency].join(' ');
      const known = figures.get(key);
      figures.set(key, known ? add(known, one) : one);
    }
    return [...figures.values()];
  };

  return {
    read: async (workspaceId, range) => {
      const [requests, quoteFigures] = await Promise.all([
        readRequests(workspaceId, range),
        readQuotes(workspaceId, range),
      ]);
      return { requests, quotes: quoteFigures };
    },
  };
};

const inRange = (workspaceId: string, { from, before }: FigureRange) => ({
  workspaceId,
  createdAt: { $gte: from, $lt: before },
});

const toFigure = ({ _id, createdAt, state, preparation, currency, total }: StoredQuote): QuoteFigure => {
  const alike = { day: createdAt.toISOString().slice(0, 10), state, preparation, currency, count: 1 };
  if (total === null) return { ...alike, priced: 0, minor: 0n };
  const amount = parseAmount(total, currency);
  // A sum that silently lacks a quote would be believed.
  if (!amount) throw new Error(`the total of ${_id} is no amount of ${currency}`);
  return { ...alike, priced: 1, minor: amount.minor };
};

const add = (a: QuoteFigure, b: QuoteFigure): QuoteFigure => ({
  ...a,
  count: a.count + b.count,
  priced: a.priced + b.priced,
  minor: a.minor + b.minor,
});
