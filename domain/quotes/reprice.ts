import type { PreviewBody, PricedLineInput } from '../../contracts/pricing.ts';
import type { Quote, QuoteLine } from '../../contracts/quotes.ts';
import { priceQuote } from './price-quote.ts';

export type Repriced = Pick<Quote, 'lines' | 'totals' | 'total' | 'lineCount' | 'matchedCount' | 'openCount'>;

type PricedQuoteLine = QuoteLine & { unitPrice: string };

/** Whether a line counts in the totals: somebody or the matcher decided for it, and it has a price. */
export const isPriced = (line: QuoteLine): line is PricedQuoteLine =>
  line.decision === 'matched' && line.unitPrice !== null;

/** What the pricing engine is asked for a quote: its decided lines, in order. */
export const previewBodyOf = (quote: Pick<Quote, 'currency' | 'taxMode' | 'lines'>): PreviewBody => ({
  currency: quote.currency,
  taxMode: quote.taxMode,
  lines: quote.lines.filter(isPriced).map(toPricedLine),
});

/** Prices the decided lines again and counts what is still open. Throws `validation_error` for figures that cannot be priced. */
export const reprice = (quote: Pick<Quote, 'currency' | 'taxMode' | 'lines'>): Repriced => {
  const { lines: priced, ...totals } = priceQuote(previewBodyOf(quote));
  const nets = priced.values();
  const lines = quote.lines.map((line) => ({ ...line, net: isPriced(line) ? (nets.next().value?.net ?? null) : null }));
  return {
    lines,
    totals,
    total: totals.payable,
    lineCount: lines.filter(({ decision }) => decision !== 'excluded').length,
    matchedCount: lines.filter(({ decision }) => decision === 'matched').length,
    openCount: lines.filter(({ decision }) => decision === 'open').length,
  };
};

const toPricedLine = (line: PricedQuoteLine): PricedLineInput => ({
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  unit: line.unit.slice(0, 40),
  ...(line.discountPercent !== null && { discounts: [{ percent: line.discountPercent }] }),
  taxCategory: line.taxCategory,
  taxRate: line.taxRate,
});
