import { divideRounded, pow10 } from '../money/rounding.ts';
import type { Portion } from './price-discounts.ts';
import type { TaxKey } from './price-input.ts';

/** Taxable sum and tax of a group, in minor units. */
export interface PricedTaxGroup {
  readonly tax: TaxKey;
  readonly taxable: bigint;
  readonly taxAmount: bigint;
}

/**
 * Money rules 4 and 5: tax is computed once per category and rate. Exclusive: round(taxable × rate). Inclusive: the gross sum stays,
 * the tax in it is round(gross × rate ÷ (100 + rate)) and the rest is taxable. Groups come in the order in which they first appear;
 * `named` adds groups that only a discount names (EN 16931 wants a breakdown for each).
 */
export const priceTaxGroups = (
  portions: readonly Portion[],
  named: readonly TaxKey[],
  taxInclusive: boolean,
): PricedTaxGroup[] => {
  const groups = new Map<string, { tax: TaxKey; sum: bigint }>();
  for (const { tax, left } of [...portions, ...named.map((tax) => ({ tax, left: 0n }))]) {
    const group = groups.get(tax.key);
    if (group) group.sum += left;
    else groups.set(tax.key, { tax, sum: left });
  }
  return [...groups.values()].map(({ tax, sum }) => {
    const taxAmount = taxOf(sum, tax, taxInclusive);
    return { tax, taxAmount, taxable: taxInclusive ? sum - taxAmount : sum };
  });
};

const taxOf = (sum: bigint, { rate }: TaxKey, taxInclusive: boolean): bigint => {
  const whole = 100n * pow10(rate.scale);
  return divideRounded(sum * rate.units, taxInclusive ? whole + rate.units : whole);
};
