/** `10^exponent` as an integer. */
export const pow10 = (exponent: number): bigint => 10n ** BigInt(exponent);

/** The value without its sign. */
export const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** −1, 0 or 1. */
export const signOf = (value: bigint): bigint => (value === 0n ? 0n : value < 0n ? -1n : 1n);

/**
 * `numerator / denominator` rounded to an integer, half away from zero (money rule 2): 2.5 → 3, −2.5 → −3.
 * The only rounding in the project: pricing has no second mode. The denominator must not be zero.
 */
export const divideRounded = (numerator: bigint, denominator: bigint): bigint => {
  const sign = signOf(numerator) * signOf(denominator);
  const divisor = magnitude(denominator);
  return sign * ((2n * magnitude(numerator) + divisor) / (2n * divisor));
};

/** The nearest multiple of `step` (> 0), half away from zero: cash rounding. */
export const roundToStep = (value: bigint, step: bigint): bigint => divideRounded(value, step) * step;
