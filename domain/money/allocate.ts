import { magnitude, signOf } from './rounding.ts';

/**
 * Splits `total` over `weights` by largest remainder (money rule 7). Amounts are integers in minor units.
 *
 * The parts sum to `total` exactly; each is its exact share rounded up or down, so while |total| ≤ |Σ weights| no part is
 * above its weight; equal remainders go to the lower index; zero weights get 0. Negative weights (returns) take a share
 * of their own sign. Weights that sum to 0 give no proportion: then all of them, or where all are zero everyone, count
 * the same.
 */
export const allocate = (total: bigint, weights: readonly bigint[]): bigint[] => {
  if (weights.length === 0) return [];
  const sum = sumOf(weights);
  if (sum === 0n) return allocate(total, withoutProportion(weights));
  const sign = signOf(total);
  const direction = signOf(sum);
  // On magnitudes the split of −x is the mirror of the split of x.
  const parts = allocateMagnitude(
    magnitude(total),
    weights.map((weight) => weight * direction),
    magnitude(sum),
  );
  return parts.map((part) => part * sign);
};

/** Integer sum. */
export const sumOf = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n);

const withoutProportion = (weights: readonly bigint[]): bigint[] => {
  const allZero = weights.every((weight) => weight === 0n);
  return weights.map((weight) => (allZero || weight !== 0n ? 1n : 0n));
};

const allocateMagnitude = (total: bigint, weights: readonly bigint[], sum: bigint): bigint[] => {
  const shares = weights.map((weight, index) => ({ index, ...divideDown(total * weight, sum) }));
  const parts = shares.map(({ quotient }) => quotient);
  const missing = Number(total - sumOf(parts));
  const neediest = shares.toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  for (const { index, quotient } of neediest.slice(0, missing)) parts[index] = quotient + 1n;
  return parts;
};

/** Division towards minus infinity, with a remainder that is never negative; the divisor is positive. */
const divideDown = (numerator: bigint, divisor: bigint): { quotient: bigint; remainder: bigint } => {
  const remainder = ((numerator % divisor) + divisor) % divisor;
  return { quotient: (numerator - remainder) / divisor, remainder };
};

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
