import { magnitude, signOf } from '../money/rounding.ts';

/**
 * A discount takes at most what is left (money rule 6): 15 off 10 takes 10, −15 off −10 takes −10, and off nothing it takes
 * nothing. One of the other sign raises what is there, so it needs no cap.
 */
export const capDiscount = (discount: bigint, left: bigint): bigint => {
  const raises = left !== 0n && signOf(discount) === -signOf(left);
  return raises || magnitude(discount) <= magnitude(left) ? discount : left;
};
