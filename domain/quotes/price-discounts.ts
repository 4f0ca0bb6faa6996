import { allocate, sumOf } from '../money/allocate.ts';
import { divideRounded, magnitude, pow10, signOf } from '../money/rounding.ts';
import { capDiscount } from './price-cap.ts';
import type { ExactCharge, ExactDiscount, TaxKey } from './price-input.ts';

/** What a line or a charge brings into its tax group, and what document discounts have left of it. */
export interface Portion {
  readonly tax: TaxKey;
  /** Line net or charge, in minor units: the weight of an allocation. */
  readonly amount: bigint;
  left: bigint;
}

export interface Discounted {
  readonly lines: readonly Portion[];
  readonly charges: readonly Portion[];
  /** What each discount took, in the order given. */
  readonly taken: readonly bigint[];
}

/**
 * Takes the document discounts off lines and charges, in the order given (money rules 6 and 7). One that names a tax group lowers the
 * lines of that group and then its charges; one that names none lowers all lines. A percentage is of the line nets it
 * lowers, as they were before any discount.
 */
export const takeDiscounts = (
  nets: readonly { readonly tax: TaxKey; readonly net: bigint }[],
  charged: readonly ExactCharge[],
  discounts: readonly ExactDiscount[],
): Discounted => {
  const lines = nets.map(({ tax, net }): Portion => ({ tax, amount: net, left: net }));
  const charges = charged.map(({ tax, amount }): Portion => ({ tax, amount, left: amount }));
  const taken = discounts.map(({ value, tax }) => {
    const affected = tax ? lines.filter((line) => line.tax.key === tax.key) : lines;
    const wanted =
      'amount' in value ? value.amount : percentOf(sumOf(affected.map(({ amount }) => amount)), value.percent);
    return tax
      ? takeFromGroup(
          wanted,
          affected,
          charges.filter((charge) => charge.tax.key === tax.key),
        )
      : takeFrom(wanted, affected);
  });
  return { lines, charges, taken };
};

const percentOf = (amount: bigint, percent: { units: bigint; scale: number }): bigint =>
  divideRounded(amount * percent.units, 100n * pow10(percent.scale));

const leftOf = (portions: readonly Portion[]): bigint => sumOf(portions.map(({ left }) => left));

/** Lines pay first; charges of the group pay what the lines cannot, so that a group never turns negative. */
const takeFromGroup = (wanted: bigint, lines: readonly Portion[], charges: readonly Portion[]): bigint => {
  const whole = capDiscount(wanted, leftOf(lines) + leftOf(charges));
  const linesHold = signOf(leftOf(lines)) === signOf(whole) || charges.length === 0;
  const fromLines = linesHold ? takeFrom(whole, lines) : 0n;
  return fromLines + takeFrom(whole - fromLines, charges);
};

/** Takes a discount, capped at what is left, and says how much that was. */
const takeFrom = (wanted: bigint, portions: readonly Portion[]): bigint => {
  const total = capDiscount(wanted, leftOf(portions));
  for (const [index, part] of split(total, portions).entries()) {
    const portion = portions[index];
    if (portion) portion.left -= part;
  }
  return total;
};

/** By line nets; where an earlier discount has left some line with less than its part, by what is left. */
const split = (total: bigint, portions: readonly Portion[]): bigint[] => {
  const parts = allocate(
    total,
    portions.map(({ amount }) => amount),
  );
  const fits = parts.every((part, index) => {
    const left = portions[index]?.left ?? 0n;
    return magnitude(part) <= magnitude(left) || signOf(part) === -signOf(left);
  });
  return fits
    ? parts
    : allocate(
        total,
        portions.map(({ left }) => left),
      );
};
