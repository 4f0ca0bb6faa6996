import { divideRounded, pow10 } from '../money/rounding.ts';
import { capDiscount } from './price-cap.ts';
import type { ExactLine } from './price-input.ts';

/** Amounts of a line in minor units: `gross − discount + charges = net`. */
export interface PricedLine {
  /** Quantity times price before discounts, rounded for display; the net is not computed from it when a percentage applies. */
  readonly gross: bigint;
  readonly discount: bigint;
  readonly charges: bigint;
  readonly net: bigint;
}

/**
 * Money rule 3: net = round(quantity × price ÷ base quantity × (1 − percentage)) − fixed discounts + charges, rounded once.
 * The unit price itself is never rounded.
 */
export const priceLine = (line: ExactLine, exponent: number): PricedLine => {
  const { numerator, denominator } = exactGross(line, exponent);
  const gross = divideRounded(numerator, denominator);
  const whole = 100n * pow10(line.percent.scale);
  const kept = line.percent.units > whole ? 0n : whole - line.percent.units;
  const afterPercent = divideRounded(numerator * kept, denominator * whole);
  const net = afterPercent + line.charges - capDiscount(line.fixed, afterPercent + line.charges);
  return { gross, charges: line.charges, discount: gross + line.charges - net, net };
};

/** Quantity × price ÷ base quantity in minor units, as a fraction. */
const exactGross = ({ quantity, unitPrice, baseQuantity }: ExactLine, exponent: number) => ({
  numerator: quantity.units * unitPrice.units * pow10(exponent + baseQuantity.scale),
  denominator: baseQuantity.units * pow10(quantity.scale + unitPrice.scale),
});
