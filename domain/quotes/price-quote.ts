import type { PreviewBody, PreviewReply } from '../../contracts/pricing.ts';
import { sumOf } from '../money/allocate.ts';
import { formatAmount } from '../money/amount.ts';
import { formatDecimal } from '../money/decimal.ts';
import { magnitude, roundToStep } from '../money/rounding.ts';
import { takeDiscounts } from './price-discounts.ts';
import { type ExactQuote, readPriceInput } from './price-input.ts';
import { type PricedLine, priceLine } from './price-line.ts';
import { type PricedTaxGroup, priceTaxGroups } from './price-tax-groups.ts';
import { invalid } from './price-reader.ts';

/** The reply of a preview plus the steps that a quote stores and its PDF shows. All amounts are decimal strings in major units. */
export interface PricedQuote {
  readonly reply: PreviewReply;
  /** Per line: `gross − discount + charges = net`. */
  readonly lines: readonly { gross: string; discount: string; charges: string; net: string }[];
  /** What each document discount took, in the order given. */
  readonly discounts: readonly string[];
  readonly charges: readonly string[];
  readonly prepaid: string;
  /** Given, or computed from `cashStep`. */
  readonly rounding: string;
}

/** The largest sum in minor units: a signed 64-bit integer, so that every figure can be stored as one. */
const largestMinor = 2n ** 63n - 1n;

/**
 * Prices a quote to the cent by the project's money rules 1 to 8 (EN 16931 BR-CO-10 to 17 without tolerance). Pure; the same
 * input gives the same figures. Throws `validation_error` naming the field when the input cannot be priced exactly.
 */
export const priceQuote = (body: PreviewBody): PreviewReply => priceQuoteInSteps(body).reply;

/** As `priceQuote`, with the amounts in between. */
export const priceQuoteInSteps = (body: PreviewBody): PricedQuote => {
  const quote = readPriceInput(body);
  const lines = quote.lines.map((line) => priceLine(line, quote.exponent));
  const nets = quote.lines.map(({ tax }, index) => ({ tax, net: lines[index]?.net ?? 0n }));
  const discounted = takeDiscounts(nets, quote.charges, quote.discounts);
  const groups = priceTaxGroups(
    [...discounted.lines, ...discounted.charges],
    quote.discounts.flatMap(({ tax }) => tax ?? []),
    quote.taxInclusive,
  );
  return present(quote, lines, discounted.taken, groups);
};

/** Money rule 6: the total is rounded to the smallest coin first, then what is paid already comes off. */
const roundingOf = ({ cashStep, rounding }: ExactQuote, total: bigint): bigint =>
  cashStep === undefined ? rounding : roundToStep(total, cashStep) - total;

const present = (
  quote: ExactQuote,
  lines: readonly PricedLine[],
  taken: readonly bigint[],
  groups: readonly PricedTaxGroup[],
): PricedQuote => {
  const write = (minor: bigint): string => formatAmount({ minor, currency: quote.currency });
  const writeSum = (amounts: readonly bigint[]): string => write(withinLimits(sumOf(amounts)));
  const taxable = groups.map((group) => group.taxable);
  const taxes = groups.map((group) => group.taxAmount);
  const taxInclusive = sumOf([...taxable, ...taxes]);
  const rounding = roundingOf(quote, taxInclusive);
  return {
    reply: {
      lines: lines.map(({ net }) => ({ net: write(withinLimits(net)) })),
      lineTotal: writeSum(lines.map(({ net }) => net)),
      discountTotal: writeSum(taken),
      chargeTotal: writeSum(quote.charges.map(({ amount }) => amount)),
      taxExclusive: writeSum(taxable),
      taxGroups: groups.map((group) => ({
        category: group.tax.category,
        rate: formatDecimal(group.tax.rate),
        taxable: write(group.taxable),
        tax: write(group.taxAmount),
      })),
      taxTotal: writeSum(taxes),
      taxInclusive: writeSum([taxInclusive]),
      payable: writeSum([taxInclusive, -quote.prepaid, rounding]),
    },
    lines: lines.map((line) => ({
      gross: write(line.gross),
      discount: write(line.discount),
      charges: write(line.charges),
      net: write(line.net),
    })),
    discounts: taken.map(write),
    charges: quote.charges.map(({ amount }) => write(amount)),
    prepaid: write(quote.prepaid),
    rounding: write(rounding),
  };
};

const withinLimits = (minor: bigint): bigint => {
  if (magnitude(minor) > largestMinor)
    throw invalid('lines', 'the amounts are too large to be added up and stored exactly');
  return minor;
};
