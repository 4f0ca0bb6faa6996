import type { Product } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { LineChange, LineDecision, QuoteLine } from '../../contracts/quotes.ts';
import { checkAmount, checkFigures, isQuotable } from './line-figures.ts';
import { blocksDecision, offerOf } from './match-lines.ts';

interface Change {
  /** The product that `wanted.productId` names; null when it names none. */
  product: Product | null;
  currency: string;
  person: string;
}

/**
 * A line after a person's change. Throws `currency_mismatch` when the chosen product has a price in another currency,
 * `validation_error` for figures that cannot be quoted.
 */
export const applyLineChange = (
  line: QuoteLine,
  wanted: LineChange,
  { product, currency, person }: Change,
): QuoteLine => {
  checkFigures(wanted, currency);
  const chosen = product ? takeProduct(line, wanted, product, currency) : line;
  const cleared =
    wanted.productId === null
      ? {
          ...chosen,
          ...offerOf(null, currency),
          taxCategory: line.taxCategory,
          taxRate: line.taxRate,
          priceEdited: false,
        }
      : chosen;
  const changed: QuoteLine = {
    ...cleared,
    ...(wanted.quantity !== undefined && { quantity: wanted.quantity }),
    ...(wanted.description !== undefined && { description: wanted.description }),
    ...(wanted.discountPercent !== undefined && { discountPercent: wanted.discountPercent }),
    ...(wanted.unitPrice !== undefined && { unitPrice: wanted.unitPrice, priceEdited: true }),
  };
  checkAmount(changed);
  const decision = decide(changed, wanted);
  return { ...changed, decision, decidedBy: decision === 'open' ? null : person };
};

const takeProduct = (line: QuoteLine, wanted: LineChange, product: Product, currency: string): QuoteLine => {
  const offer = offerOf(product, currency);
  if (offer.unitPrice === null && wanted.unitPrice === undefined)
    throw fail('currency_mismatch', { found: product.currency, expected: currency });
  return {
    ...line,
    ...offer,
    description: product.name,
    unit: line.unit === '' ? product.unit : line.unit,
    priceEdited: false,
  };
};

/** A line is decided once it has a price and a quantity above zero: a product is usual, but a person may quote free text. */
const decide = (line: QuoteLine, wanted: LineChange): LineDecision => {
  const excluded = wanted.excluded ?? (line.decision === 'excluded' && wanted.productId === undefined);
  if (excluded) return 'excluded';
  if (wanted.productId === null) return 'open';
  const touched =
    isBackIn(line, wanted) ||
    wanted.productId !== undefined ||
    wanted.unitPrice !== undefined ||
    line.decision === 'matched' ||
    wanted.quantity !== undefined;
  return touched && isQuotable(line) ? 'matched' : 'open';
};

/** A line that was left out comes back as it was decided before; one whose reading was doubtful is asked about again. */
const isBackIn = (line: QuoteLine, wanted: LineChange): boolean =>
  line.decision === 'excluded' &&
  wanted.excluded === false &&
  (line.productId !== null || line.priceEdited) &&
  !blocksDecision(line.requested?.flags ?? []);
