import type { Product } from '../../contracts/catalog.ts';
import type { ReadLine } from '../../contracts/document-reading.ts';
import type { LineMatch } from '../../contracts/matching.ts';
import type { QuoteLine } from '../../contracts/quotes.ts';
import { newId } from '../new-id.ts';
import { isQuotable } from './line-figures.ts';

/** Flags of a reading that a person has to settle before the line is quoted, however sure the match is. */
const blockingFlags: ReadonlySet<string> = new Set([
  'quantity_ambiguous',
  'quantity_impossible',
  'quantity_missing',
  'quantity_range',
]);

export const blocksDecision = (flags: readonly string[]): boolean => flags.some((flag) => blockingFlags.has(flag));

export interface MatchedLine {
  requested: ReadLine;
  match: LineMatch;
  /** The accepted product, when the matcher accepted one that is for sale. */
  product: Product | null;
}

/** The currency that most of the accepted products are priced in; the workspace's own on a tie or without any. */
export const quoteCurrency = (products: readonly Product[], own: string): string => {
  const counts = new Map<string, number>([[own, 0]]);
  for (const { currency } of products) counts.set(currency, (counts.get(currency) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? own;
};

/** Makes the quote's lines from what was requested and what was found; a line that needs a person stays open. */
export const toQuoteLines = (matched: readonly MatchedLine[], currency: string, taxRate: string): QuoteLine[] =>
  matched.map(({ requested, match, product }, index) => {
    const usable = product !== null && product.currency === currency ? product : null;
    const quantity = requested.quantity ?? '0';
    const settled = !blocksDecision(requested.flags);
    const decided = usable !== null && settled && isQuotable({ quantity, unitPrice: usable.price });
    return {
      id: newId('lin'),
      position: index + 1,
      requested,
      match,
      decision: decided ? 'matched' : 'open',
      decidedBy: decided ? 'matcher' : null,
      ...offerOf(product, currency),
      description: product?.name ?? requested.description,
      quantity,
      unit: requested.unit === '' ? (product?.unit ?? 'pcs') : requested.unit,
      priceEdited: false,
      discountPercent: null,
      ...(product ? {} : { taxCategory: 'S' as const, taxRate }),
      net: null,
    };
  });

/** What a product brings to a line. A price in another currency is left out: it would be wrong. */
export const offerOf = (product: Product | null, currency: string) => ({
  productId: product?.id ?? null,
  sku: product?.sku ?? null,
  unitPrice: product !== null && product.currency === currency ? product.price : null,
  taxCategory: product?.taxCategory ?? ('S' as const),
  taxRate: product?.taxRate ?? '0',
});
