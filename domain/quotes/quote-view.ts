import type { QuoteSummary } from '../../contracts/documents.ts';
import type { Quote, QuoteListItem } from '../../contracts/quotes.ts';
import type { QuoteRecord } from './quote-store.ts';

/** The quote as callers see it. */
export const toQuote = (record: QuoteRecord): Quote => {
  const {
    workspaceId: _workspace,
    sourceKey: _source,
    startPending: _pending,
    confirmedVersion: _confirmed,
    ...quote
  } = record;
  return quote;
};

/** The row of the list of quotes. */
export const toListItem = (record: QuoteRecord): QuoteListItem => {
  const {
    contact: _c,
    neededBy: _n,
    validUntil: _v,
    taxMode: _t,
    lines: _l,
    totals: _s,
    pdf: _p,
    reason: _r,
    ...item
  } = toQuote(record);
  return item;
};

/** What the list of requests shows of the quote. */
export const toQuoteSummary = ({
  id,
  number,
  preparation,
  lineCount,
  matchedCount,
  openCount,
  total,
  currency,
}: QuoteRecord): QuoteSummary => ({
  id,
  number,
  preparation,
  lineCount,
  matchedCount,
  openCount,
  total,
  currency,
});
