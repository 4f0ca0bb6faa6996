import type { ProductFields } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { parseAmount } from '../money/amount.ts';
import { currencyExponent } from '../money/currency.ts';
import { formatDecimal, parseDecimal, type Decimal } from '../money/decimal.ts';
import { isValidGtin } from './gtin.ts';

/** What is wrong with a field, as a sentence for the person who typed or imported it. */
export interface FieldProblem {
  readonly field: 'price' | 'currency' | 'taxRate' | 'gtin';
  readonly message: string;
}

/** Exact in a 64-bit integer and in a double: fifteen digits of minor units. */
const maxPriceMinor = 999_999_999_999_999n;

/** EN 16931 (BR-Z-5, BR-E-5, BR-AE-5, BR-IC-5, BR-G-5, BR-O-5): these categories carry no tax. */
const untaxedCategories: readonly string[] = ['Z', 'E', 'AE', 'K', 'G', 'O'];

type Checked = Pick<ProductFields, 'price' | 'currency' | 'taxCategory' | 'taxRate' | 'gtin'>;

/** The price in minor units and the tax rate in its shortest form, or everything that is wrong. Nothing is rounded. */
export const checkProduct = (
  fields: Checked,
): { priceMinor: bigint; taxRate: string; problems: readonly FieldProblem[] } => {
  const problems: FieldProblem[] = [];
  const price = readPrice(fields, problems);
  const rate = parseDecimal(fields.taxRate);
  if (!rate || isOutside(rate, 0n, 100n))
    problems.push({ field: 'taxRate', message: 'The tax rate must be between 0 and 100 per cent.' });
  else if (untaxedCategories.includes(fields.taxCategory) && rate.units !== 0n)
    problems.push({
      field: 'taxRate',
      message: `Tax category ${fields.taxCategory} carries no tax: the rate must be 0.`,
    });
  if (fields.gtin !== null && !isValidGtin(fields.gtin))
    problems.push({ field: 'gtin', message: `"${fields.gtin}" is no GTIN: the check digit does not fit.` });
  return { priceMinor: price, taxRate: rate ? formatDecimal(rate) : fields.taxRate, problems };
};

const readPrice = ({ price, currency }: Checked, problems: FieldProblem[]): bigint => {
  const exponent = currencyExponent(currency);
  if (exponent === undefined) {
    problems.push({ field: 'currency', message: `"${currency}" is no currency (ISO 4217).` });
    return 0n;
  }
  const amount = parseAmount(price, currency);
  if (!amount)
    problems.push({ field: 'price', message: `"${price}" has more than the ${exponent} decimals of ${currency}.` });
  else if (amount.minor < 0n) problems.push({ field: 'price', message: 'The price must not be negative.' });
  else if (amount.minor > maxPriceMinor) problems.push({ field: 'price', message: 'The price is too large.' });
  else return amount.minor;
  return 0n;
};

const isOutside = ({ units, scale }: Decimal, low: bigint, high: bigint): boolean =>
  units < low * 10n ** BigInt(scale) || units > high * 10n ** BigInt(scale);

/** As `checkProduct`, for one product of a request: throws `validation_error` naming the fields. */
export const requireValidProduct = (fields: Checked): { priceMinor: bigint; taxRate: string } => {
  const { problems, ...values } = checkProduct(fields);
  if (problems.length === 0) return values;
  throw fail('validation_error', {
    issues: problems.map(({ field, message }) => ({ path: `body.${field}`, message })),
  });
};
