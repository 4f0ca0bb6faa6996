import { z } from 'zod';
import { ReadLine } from './document-reading.ts';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { CurrencyCode, Day, Decimal, id, Instant, text } from './kernel/scalars.ts';
import { LineMatch } from './matching.ts';
import { PreviewBody, PreviewReply, TaxCategory } from './pricing.ts';
import { Preparation } from './quote-preparation.ts';

export const QuoteId = id('quo');
export const QuoteLineId = id('lin');

/** Commercial states (money-rules: quote states). `expired` is derived. */
export const QuoteState = z.enum([
  'draft',
  'pending_approval',
  'approved',
  'rejected',
  'sent',
  'viewed',
  'accepted',
  'declined',
  'expired',
  'superseded',
  'cancelled',
  'partially_ordered',
  'ordered',
]);
export type QuoteState = z.infer<typeof QuoteState>;

/** What became of a requested line: decided by the matcher, by a person, or still open. */
export const LineDecision = z.enum(['matched', 'open', 'excluded']);
export type LineDecision = z.infer<typeof LineDecision>;

export const QuoteLine = z.strictObject({
  id: QuoteLineId,
  position: z.number().int(),
  /** As the customer asked for it; null for a line that a person added. */
  requested: ReadLine.nullable(),
  match: LineMatch.nullable(),
  decision: LineDecision,
  /** `matcher` or the name of the person who decided. */
  decidedBy: z.string().nullable(),
  productId: id('prd').nullable(),
  sku: z.string().nullable(),
  description: z.string(),
  quantity: Decimal,
  unit: z.string(),
  unitPrice: Decimal.nullable(),
  /** Whether a person typed the price instead of taking the list price. */
  priceEdited: z.boolean(),
  discountPercent: Decimal.nullable(),
  taxCategory: TaxCategory,
  taxRate: Decimal,
  /** Null while the line has no price or is left out. */
  net: Decimal.nullable(),
});
export type QuoteLine = z.infer<typeof QuoteLine>;

export const QuoteTotals = PreviewReply.omit({ lines: true });
export type QuoteTotals = z.infer<typeof QuoteTotals>;

const quoteFields = {
  id: QuoteId,
  number: z.string(),
  revision: z.number().int(),
  state: QuoteState,
  preparation: Preparation,
  documentId: id('doc').nullable(),
  customerId: id('cus').nullable(),
  customerName: z.string().nullable(),
  reference: z.string().nullable(),
  currency: CurrencyCode,
  lineCount: z.number().int(),
  matchedCount: z.number().int(),
  openCount: z.number().int(),
  total: Decimal.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
};

export const QuoteListItem = z.strictObject(quoteFields);
export type QuoteListItem = z.infer<typeof QuoteListItem>;

export const Quote = z.strictObject({
  ...quoteFields,
  contact: z.strictObject({ name: z.string().nullable(), email: z.string().nullable() }),
  neededBy: Day.nullable(),
  validUntil: Day,
  taxMode: z.enum(['exclusive', 'inclusive']),
  lines: z.array(QuoteLine),
  totals: QuoteTotals.nullable(),
  /** Set when the PDF of exactly this version is stored. */
  pdf: z.strictObject({ sha256: z.string(), sizeBytes: z.number().int() }).nullable(),
  reason: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
});
export type Quote = z.infer<typeof Quote>;

const QuoteParams = z.strictObject({ id: QuoteId });
const LineParams = QuoteParams.extend({ lineId: QuoteLineId });
const version = z.number().int().min(0);

/** A person's change to a line. What is left out stays as it is. */
export const LineChange = z.strictObject({
  version,
  /** Takes this product (its name, unit and list price); null puts the line back to open. */
  productId: id('prd').nullable().optional(),
  excluded: z.boolean().optional(),
  quantity: Decimal.optional(),
  unitPrice: Decimal.optional(),
  discountPercent: Decimal.nullable().optional(),
  description: text(2000).optional(),
});
export type LineChange = z.infer<typeof LineChange>;

export const quoteEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/quotes',
    summary: 'List quotes, newest first',
    access: 'quotes:read',
    query: PageQuery.extend({
      preparation: z.union([Preparation, z.array(Preparation).max(7)]).optional(),
      customerId: id('cus').optional(),
      search: text(200).optional(),
    }),
    reply: pageOf(QuoteListItem),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/v1/quotes/:id',
    summary: 'A quote with its lines and totals',
    access: 'quotes:read',
    params: QuoteParams,
    reply: Quote,
  }),
  preview: endpoint({
    method: 'post',
    path: '/api/v1/quotes/preview',
    summary: 'Price lines without storing anything',
    access: 'quotes:read',
    limit: 'read',
    body: PreviewBody,
    reply: PreviewReply,
  }),
  prepare: endpoint({
    method: 'post',
    path: '/api/v1/quotes',
    summary: 'Prepare a quote from a document that was read',
    access: 'quotes:write',
    status: 202,
    body: z.strictObject({ documentId: id('doc') }),
    reply: Quote,
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/v1/quotes/:id',
    summary: 'Change customer, contact, validity or reference',
    access: 'quotes:write',
    params: QuoteParams,
    body: z.strictObject({
      version,
      customerId: id('cus').nullable().optional(),
      contact: z.strictObject({ name: text(200).nullable(), email: z.email().max(254).nullable() }).optional(),
      reference: text(200).nullable().optional(),
      validUntil: Day.optional(),
    }),
    reply: Quote,
  }),
  changeLine: endpoint({
    method: 'patch',
    path: '/api/v1/quotes/:id/lines/:lineId',
    summary: 'Choose a product for a line, change quantity or price, or leave it out',
    access: 'quotes:write',
    params: LineParams,
    body: LineChange,
    reply: Quote,
  }),
  addLine: endpoint({
    method: 'post',
    path: '/api/v1/quotes/:id/lines',
    summary: 'Add a product that the customer did not list',
    access: 'quotes:write',
    status: 201,
    params: QuoteParams,
    body: z.strictObject({ version, productId: id('prd'), quantity: Decimal }),
    reply: Quote,
  }),
  confirm: endpoint({
    method: 'post',
    path: '/api/v1/quotes/:id/confirm',
    summary: 'Finish the review: every line is decided, the PDF may be made',
    access: 'quotes:write',
    status: 202,
    params: QuoteParams,
    body: z.strictObject({ version }),
    reply: Quote,
  }),
  cancel: endpoint({
    method: 'post',
    path: '/api/v1/quotes/:id/cancel',
    summary: 'Give the quote up',
    access: 'quotes:write',
    status: 202,
    params: QuoteParams,
    reply: Quote,
  }),
  retry: endpoint({
    method: 'post',
    path: '/api/v1/quotes/:id/retry',
    summary: 'Prepare a failed or cancelled quote again',
    access: 'quotes:write',
    status: 202,
    params: QuoteParams,
    reply: Quote,
  }),
  pdf: endpoint({
    method: 'get',
    path: '/api/v1/quotes/:id/pdf',
    summary: 'The quote as PDF',
    access: 'quotes:read',
    kind: 'download',
    params: QuoteParams,
    reply: z.undefined(),
  }),
};
