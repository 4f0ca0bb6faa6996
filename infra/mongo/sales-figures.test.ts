import { afterAll, beforeAll, expect, test } from 'vitest';
import { SalesAnalytics } from '../../contracts/analytics.ts';
import {
  salesAnalytics,
  type SalesAnalyticsService,
  type SalesFigures,
} from '../../domain/analytics/sales-analytics.ts';
import type { DocumentRecord, DocumentStore } from '../../domain/documents/document-store.ts';
import { newId } from '../../domain/new-id.ts';
import type { QuoteRecord, QuoteStore } from '../../domain/quotes/quote-store.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { createMongoDocumentStore } from './document-store.ts';
import { createMongoQuoteStore } from './quote-store.ts';
import { createMongoSalesFigures } from './sales-figures.ts';

let database: TestDatabase;
let documents: DocumentStore;
let quotes: QuoteStore;
let figures: SalesFigures;
let analytics: SalesAnalyticsService;

beforeAll(async () => {
  database = await startTestDatabase();
  documents = createMongoDocumentStore(database.connection);
  quotes = createMongoQuoteStore(database.connection);
  figures = createMongoSalesFigures(database.connection);
  analytics = salesAnalytics({ figures, now: () => new Date('2026-03-31T12:00:00Z') });
  await database.ensureIndexes();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const addDocument = (workspaceId: string, createdAt: string, more: Partial<DocumentRecord> = {}) =>
  documents.insert({
    id: newId('doc'),
    workspaceId,
    fileId: newId('fil'),
    fileName: 'request.pdf',
    sizeBytes: 1,
    sha256: 'a'.repeat(64),
    contentKey: newId('key'),
    kind: null,
    state: 'ready',
    stage: 'done',
    done: 1,
    total: 1,
    reason: null,
    customerName: null,
    reference: null,
    lineCount: 0,
    uploadedBy: { id: newId('usr'), name: 'Jo' },
    quote: null,
    createdAt,
    updatedAt: createdAt,
    version: 1,
    fields: null,
    lines: [],
    warnings: [],
    partCount: 0,
    run: 1,
    startPending: false,
    ...more,
  });

const addQuote = (workspaceId: string, createdAt: string, more: Partial<QuoteRecord> = {}) => {
  const id = newId('quo');
  return quotes.insert({
    id,
    workspaceId,
    sourceKey: id,
    number: id,
    revision: 1,
    state: 'draft',
    preparation: 'ready',
    documentId: null,
    customerId: null,
    customerName: null,
    contact: { name: null, email: null },
    reference: null,
    neededBy: null,
    validUntil: '2026-12-31',
    currency: 'EUR',
    taxMode: 'exclusive',
    lines: [],
    lineCount: 0,
    matchedCount: 0,
    openCount: 0,
    totals: null,
    total: '0.10',
    pdf: null,
    reason: null,
    createdAt,
    updatedAt: createdAt,
    version: 1,
    startPending: null,
    confirmedVersion: null,
    ...more,
  });
};

const march = { from: new Date('2026-03-01T00:00:00Z'), before: new Date('2026-04-01T00:00:00Z') };

test('requests are counted by day of UTC and state, within the range and the workspace', async () => {
  const workspaceId = newId('wsp');
  await addDocument(workspaceId, '2026-02-28T23:59:59.999Z');
  await addDocument(workspaceId, '2026-03-01T00:00:00.000Z');
  await addDocument(workspaceId, '2026-03-01T23:59:59.999Z');
  await addDocument(workspaceId, '2026-03-01T12:00:00.000Z', { state: 'failed' });
  await addDocument(workspaceId, '2026-03-31T23:59:59.999Z');
  await addDocument(workspaceId, '2026-04-01T00:00:00.000Z');
  await addDocument(newId('wsp'), '2026-03-01T12:00:00.000Z');
  const { requests } = await figures.read(workspaceId, march);
  expect(requests.toSorted((a, b) => `${a.day}${a.state}`.localeCompare(`${b.day}${b.state}`))).toEqual([
    { day: '2026-03-01', state: 'failed', count: 1 },
    { day: '2026-03-01', state: 'ready', count: 2 },
    { day: '2026-03-31', state: 'ready', count: 1 },
  ]);
});

test('quotes that are alike are one row with an exact sum', async () => {
  const workspaceId = newId('wsp');
  await addQuote(workspaceId, '2026-03-01T00:00:00.000Z', { total: '0.10' });
  await addQuote(workspaceId, '2026-03-01T23:59:59.999Z', { total: '0.20' });
  await addQuote(workspaceId, '2026-03-01T12:00:00.000Z', { total: null });
  await addQuote(workspaceId, '2026-03-01T12:00:00.000Z', { currency: 'JPY', total: '9176' });
  await addQuote(workspaceId, '2026-03-02T12:00:00.000Z', { preparation: 'review', total: '999999999999999.99' });
  await addQuote(workspaceId, '2026-04-01T00:00:00.000Z');
  await addQuote(newId('wsp'), '2026-03-01T12:00:00.000Z');
  const { quotes: rows } = await figures.read(workspaceId, march);
  expect(rows.toSorted((a, b) => `${a.day}${a.currency}`.localeCompare(`${b.day}${b.currency}`))).toEqual([
    { day: '2026-03-01', state: 'draft', preparation: 'ready', currency: 'EUR', count: 3, priced: 2, minor: 30n },
    { day: '2026-03-01', state: 'draft', preparation: 'ready', currency: 'JPY', count: 1, priced: 1, minor: 9176n },
    {
      day: '2026-03-02',
      state: 'draft',
      preparation: 'review',
      currency: 'EUR',
      count: 1,
      priced: 1,
      minor: 99_999_999_999_999_999n,
    },
  ]);
});

test('more quotes than one batch holds are all added', async () => {
  const workspaceId = newId('wsp');
  const at = '2026-03-05T12:00:00.000Z';
  for (let i = 0; i < 11; i += 1)
    await Promise.all(Array.from({ length: 100 }, () => addQuote(workspaceId, at, { total: '0.01' })));
  const { quotes: rows } = await figures.read(workspaceId, march);
  expect(rows).toMatchObject([{ day: '2026-03-05', count: 1_100, priced: 1_100, minor: 1_100n }]);
});

test('a total that is no amount of its currency is an error, never a smaller sum', async () => {
  const workspaceId = newId('wsp');
  await addQuote(workspaceId, '2026-03-05T12:00:00.000Z', { total: '0.001' });
  await expect(figures.read(workspaceId, march)).rejects.toThrow('no amount of EUR');
});

test('nothing is read without a workspace', async () => {
  await expect(figures.read('', march)).rejects.toThrow('query without a workspaceId');
});

test('the service answers from the database as the contract says', async () => {
  const workspaceId = newId('wsp');
  await addDocument(workspaceId, '2026-01-15T12:00:00.000Z');
  await addQuote(workspaceId, '2026-01-15T12:00:00.000Z', { total: '119.00' });
  await addQuote(workspaceId, '2026-03-15T12:00:00.000Z', { total: '1.00', state: 'accepted' });
  const reply = await analytics.sales(workspaceId, { from: '2026-01-15', to: '2026-03-15', period: 'month' });
  expect(SalesAnalytics.parse(reply)).toEqual(reply);
  expect(reply).toMatchObject({
    requests: { total: 1, byState: { ready: 1 } },
    quotes: { total: 2, byState: { draft: 1, accepted: 1 }, byPreparation: { ready: 2 } },
    values: [{ currency: 'EUR', total: '120.00', quotes: 2 }],
    periods: [
      { start: '2026-01-01', requests: 1, quotes: 1, values: [{ currency: 'EUR', total: '119.00' }] },
      { start: '2026-02-01', requests: 0, quotes: 0, values: [] },
      { start: '2026-03-01', requests: 0, quotes: 1, values: [{ currency: 'EUR', total: '1.00' }] },
    ],
  });
});
