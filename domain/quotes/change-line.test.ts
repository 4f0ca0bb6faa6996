import { describe, expect, test } from 'vitest';
import type { Product } from '../../contracts/catalog.ts';
import type { ReadLine } from '../../contracts/document-reading.ts';
import type { LineMatch } from '../../contracts/matching.ts';
import type { LineChange, QuoteLine } from '../../contracts/quotes.ts';
import { applyLineChange } from './change-line.ts';
import { quoteCurrency, toQuoteLines } from './match-lines.ts';
import { reprice } from './reprice.ts';

const product = (over: Partial<Product> = {}): Product => ({
  id: 'prd_00000000000000000000000001',
  sku: 'A-1',
  name: 'Hexagon screw',
  brand: null,
  modelNumber: null,
  gtin: null,
  category: null,
  description: null,
  unit: 'pcs',
  price: '2.50',
  currency: 'EUR',
  taxCategory: 'S',
  taxRate: '19',
  active: true,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
  ...over,
});
const requested = (over: Partial<ReadLine> = {}): ReadLine => ({
  position: '1',
  description: 'screw',
  quantity: '4',
  unit: '',
  unitText: '',
  partNumber: null,
  customerPartNumber: null,
  manufacturer: null,
  neededBy: null,
  confidence: 1,
  source: { part: 0 },
  flags: [],
  ...over,
});
const match: LineMatch = {
  decision: 'accepted',
  productId: product().id,
  sku: 'A-1',
  confidence: 1,
  candidates: [],
  explanation: { code: 'clear_best' },
};

const lineOf = (read: Partial<ReadLine> = {}, found: Product | null = product()): QuoteLine => {
  const [line] = toQuoteLines([{ requested: requested(read), match, product: found }], 'EUR', '19');
  if (!line) throw new Error('no line');
  return line;
};
const change = (line: QuoteLine, wanted: Omit<LineChange, 'version'>, chosen: Product | null = null): QuoteLine =>
  applyLineChange(line, { version: 1, ...wanted }, { product: chosen, currency: 'EUR', person: 'Ann' });

describe('a line as it was matched', () => {
  test('is decided when product, price and quantity are sure', () => {
    expect(lineOf()).toMatchObject({ decision: 'matched', decidedBy: 'matcher', unit: 'pcs', unitPrice: '2.50' });
  });

  test.each<[string, Partial<ReadLine>, Product | null]>([
    ['there is no product', {}, null],
    ['the price is in another currency', {}, product({ currency: 'USD' })],
    ['no quantity was read', { quantity: null }, product()],
    ['the quantity is nothing', { quantity: '0.00' }, product()],
    ['the quantity is negative', { quantity: '-2' }, product()],
    ['the quantity has more decimals than a price takes', { quantity: '1.1234567' }, product()],
    ['nobody orders so many', { quantity: '999999999999999' }, product()],
    ['the quantity is no number', { quantity: 'a few' }, product()],
    ['the reading is doubtful', { flags: ['quantity_ambiguous'] }, product()],
  ])('waits for a person when %s', (_why, read, found) => {
    const line = lineOf(read, found);
    expect([line.decision, line.decidedBy]).toEqual(['open', null]);
    // Whatever was read, the rest of the quote can be priced.
    expect(reprice({ currency: 'EUR', taxMode: 'exclusive', lines: [line] })).toMatchObject({
      openCount: 1,
      total: '0.00',
    });
  });
});

describe('a person’s change', () => {
  test('names who decided, and leaves the rest as it is', () => {
    expect(change(lineOf(), { description: 'Screws, zinc plated' })).toEqual({
      ...lineOf(),
      id: expect.any(String),
      description: 'Screws, zinc plated',
      decidedBy: 'Ann',
    });
  });

  test('settles a doubtful quantity', () => {
    expect(change(lineOf({ flags: ['quantity_ambiguous'] }), { quantity: '5' }).decision).toBe('matched');
  });

  test('quotes a thing that is in no catalogue, by its price', () => {
    expect(change(lineOf({}, null), { unitPrice: '9.99' })).toMatchObject({
      decision: 'matched',
      productId: null,
      priceEdited: true,
      unitPrice: '9.99',
      taxRate: '19',
    });
  });

  test('of the product takes its list price, also where a price was typed before', () => {
    const typed = change(lineOf(), { unitPrice: '1.00' });
    expect(change(typed, { productId: 'x' }, product({ price: '3.10' }))).toMatchObject({
      unitPrice: '3.10',
      priceEdited: false,
    });
  });

  test('leaves a line out and brings it back, but never hides a doubt', () => {
    const out = change(lineOf(), { excluded: true });
    expect([out.decision, change(out, { quantity: '9' }).decision, change(out, { excluded: false }).decision]).toEqual([
      'excluded',
      'excluded',
      'matched',
    ]);
    const doubtful = change(lineOf({ flags: ['quantity_ambiguous'] }), { excluded: true });
    expect(change(doubtful, { excluded: false }).decision).toBe('open');
    expect(change(change(lineOf({}, null), { excluded: true }), { excluded: false }).decision).toBe('open');
  });

  test.each([
    { quantity: '0' },
    { quantity: '-1' },
    { unitPrice: '-0.01' },
    { discountPercent: '101' },
    { unitPrice: '9999999999999' },
  ])('with %j is refused', (wanted) => {
    expect(() => change(lineOf(), wanted)).toThrow(expect.objectContaining({ code: 'validation_error' }));
  });

  test('to a product in another currency is refused, unless a price comes with it', () => {
    const dollar = product({ currency: 'USD' });
    expect(() => change(lineOf(), { productId: dollar.id }, dollar)).toThrow(
      expect.objectContaining({ code: 'currency_mismatch', details: { found: 'USD', expected: 'EUR' } }),
    );
    expect(change(lineOf(), { productId: dollar.id, unitPrice: '2.20' }, dollar).unitPrice).toBe('2.20');
  });
});

test('a quote is in the currency of most of its products, and in the workspace’s own when none leads', () => {
  const [euro, dollar] = [product(), product({ currency: 'USD' })];
  expect(quoteCurrency([dollar, dollar, euro], 'EUR')).toBe('USD');
  expect(quoteCurrency([dollar, euro], 'EUR')).toBe('EUR');
  expect(quoteCurrency([], 'CHF')).toBe('CHF');
});
