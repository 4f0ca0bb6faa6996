import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, sumOf } from './allocate.ts';

const weight = fc.bigInt({ min: -1_000_000n, max: 1_000_000n });
const weights = fc.array(weight, { minLength: 1, maxLength: 40 });
const positiveWeights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 40 });
const total = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });

test.each([
  { total: 5n, weights: [100n, 101n, 100n, 100n], parts: [1n, 2n, 1n, 1n] },
  { total: 299n, weights: [4300n, 1400n, 2300n], parts: [161n, 52n, 86n] },
  { total: 10_000n, weights: [500n, 1000n], parts: [3333n, 6667n] },
  { total: 100n, weights: [1n, 1n, 1n], parts: [34n, 33n, 33n] },
  { total: 2n, weights: [1n, 1n, 1n], parts: [1n, 1n, 0n] },
  { total: -2n, weights: [1n, 1n, 1n], parts: [-1n, -1n, 0n] },
  { total: 3n, weights: [0n, 5n, 0n], parts: [0n, 3n, 0n] },
  { total: 3n, weights: [0n, 0n], parts: [2n, 1n] },
  { total: 0n, weights: [7n, 2n], parts: [0n, 0n] },
  { total: 7n, weights: [], parts: [] },
])('splits $total over $weights as $parts', ({ total, weights, parts }) => {
  expect(allocate(total, weights)).toEqual(parts);
});

test('negative weights take a share of their own sign', () => {
  expect(allocate(50n, [200n, -100n])).toEqual([100n, -50n]);
  expect(allocate(-50n, [-200n, 100n])).toEqual([-100n, 50n]);
});

test('the parts sum to the total, whatever the weights', () => {
  fc.assert(
    fc.property(total, weights, (whole, over) => {
      expect(sumOf(allocate(whole, over))).toBe(whole);
    }),
  );
});

test('the mirror of a split is the split of the mirror', () => {
  fc.assert(
    fc.property(total, weights, (whole, over) => {
      expect(allocate(-whole, over)).toEqual(allocate(whole, over).map((part) => (part === 0n ? 0n : -part)));
    }),
  );
});

test('no part is above its weight while the total is not above their sum, and zero weights get nothing', () => {
  fc.assert(
    fc.property(positiveWeights, fc.bigInt({ min: 0n, max: 1000n }), (over, perMille) => {
      const parts = allocate((sumOf(over) * perMille) / 1000n, over);
      expect(parts.every((part, index) => part >= 0n && part <= (over[index] ?? 0n))).toBe(true);
    }),
  );
});

test('every part is within one unit of its exact share', () => {
  fc.assert(
    fc.property(total, positiveWeights, (whole, over) => {
      const sum = sumOf(over);
      fc.pre(sum > 0n);
      for (const [index, part] of allocate(whole, over).entries()) {
        const difference = part * sum - whole * (over[index] ?? 0n);
        expect(difference < sum && -difference < sum).toBe(true);
      }
    }),
  );
});

test('sums beyond the safe integers of JavaScript stay exact', () => {
  const huge = 9_007_199_254_740_993n;
  expect(allocate(huge, [1n, 1n])).toEqual([4_503_599_627_370_497n, 4_503_599_627_370_496n]);
});
