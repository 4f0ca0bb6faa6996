import type { LineChange, QuoteLine } from '../../contracts/quotes.ts';
import { parseDecimal } from '../money/decimal.ts';
import { invalid, priceReader } from './price-reader.ts';

const quantityDecimals = 6;
const extraPriceDecimals = 4;
/** Nobody orders a thousand million of anything: such a number is a slip or an attack. */
const maxQuantityDigits = 9;
/** Quantity and price together: a hundred lines of this size still fit the 15 digits that an amount may have. */
const maxProductDigits = 13;
const discount = /^\d{1,3}(\.\d{1,12})?$/;

/** Whether a line can be priced as it stands: a quantity that somebody means, and an amount of a size that can be stored. */
export const isQuotable = ({ quantity, unitPrice }: Pick<QuoteLine, 'quantity' | 'unitPrice'>): boolean =>
  unitPrice !== null && quantityProblem(quantity) === null && amountFits(quantity, unitPrice);

/** Throws `validation_error` naming the field of the request body whose figure cannot be quoted. */
export const checkFigures = (
  { quantity, unitPrice, discountPercent }: Pick<LineChange, 'quantity' | 'unitPrice' | 'discountPercent'>,
  currency: string,
): void => {
  const problem = quantity === undefined ? null : quantityProblem(quantity);
  if (problem !== null) throw invalid('body.quantity', problem);
  if (unitPrice !== undefined) checkPrice(unitPrice, currency);
  if (typeof discountPercent === 'string' && (!discount.test(discountPercent) || Number(discountPercent) > 100))
    throw invalid('body.discountPercent', 'must be between 0 and 100');
};

/** Throws `validation_error` when quantity times price is more than an amount may hold. */
export const checkAmount = ({ quantity, unitPrice }: Pick<QuoteLine, 'quantity' | 'unitPrice'>): void => {
  if (unitPrice !== null && !amountFits(quantity, unitPrice))
    throw invalid('body.quantity', 'makes an amount too large to be quoted');
};

const quantityProblem = (quantity: string): string | null => {
  const value = parseDecimal(quantity);
  if (!value || value.units <= 0n) return 'must be more than 0';
  if (wholeDigits(quantity) > maxQuantityDigits) return `may have at most ${maxQuantityDigits} digits before the point`;
  return value.scale > quantityDecimals ? `may have at most ${quantityDecimals} decimals` : null;
};

const checkPrice = (unitPrice: string, currency: string): void => {
  const reader = priceReader(currency);
  const { units } = reader.decimal(unitPrice, 'body.unitPrice', reader.exponent + extraPriceDecimals);
  if (units < 0n) throw invalid('body.unitPrice', 'must not be negative');
};

const amountFits = (quantity: string, unitPrice: string): boolean =>
  wholeDigits(quantity) + wholeDigits(unitPrice) <= maxProductDigits;

const wholeDigits = (decimal: string): number => decimal.replace(/\..*/, '').replace(/^-?0*/, '').length;
