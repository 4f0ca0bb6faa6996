import { pow10 } from './rounding.ts';

/** An exact decimal: `units / 10^scale`. Kept without trailing zeros, so equal values have equal parts. */
export interface Decimal {
  readonly units: bigint;
  /** Digits after the point; never negative. */
  readonly scale: number;
}

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads "12", "-0.0125" or "3.50" exactly; `undefined` for anything else (exponents, spaces, separators, plus signs). */
export const parseDecimal = (text: string): Decimal | undefined => {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = fraction.replace(/0+$/, '');
  const magnitude = BigInt(whole + digits);
  return { units: sign === '-' ? -magnitude : magnitude, scale: digits.length };
};

/** Writes the shortest form: "12", "-0.0125", "3.5". */
export const formatDecimal = ({ units, scale }: Decimal): string => formatScaled(units, scale);

/** Writes `units / 10^scale` with exactly `scale` decimals: (123450n, 2) is "1234.50". Zero has no sign. */
export const formatScaled = (units: bigint, scale: number): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const sign = units < 0n ? '-' : '';
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/** The decimal in units of `10^-scale`, when it has no more decimals than that; else `undefined`: nothing is rounded here. */
export const toScale = (value: Decimal, scale: number): bigint | undefined =>
  value.scale > scale ? undefined : value.units * pow10(scale - value.scale);

/** Exact sum. */
export const addDecimals = (a: Decimal, b: Decimal): Decimal => {
  const scale = Math.max(a.scale, b.scale);
  return { units: a.units * pow10(scale - a.scale) + b.units * pow10(scale - b.scale), scale };
};
