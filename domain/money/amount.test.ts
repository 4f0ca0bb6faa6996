import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAmount, parseAmount } from './amount.ts';
import { addDecimals, formatDecimal, formatScaled, parseDecimal } from './decimal.ts';
import { divideRounded, roundToStep } from './rounding.ts';

test.each([
  ['1234.5', 'EUR', 123_450n, '1234.50'],
  ['-0.01', 'EUR', -1n, '-0.01'],
  ['0.00', 'EUR', 0n, '0.00'],
  ['-0', 'EUR', 0n, '0.00'],
  ['9176', 'CLP', 9176n, '9176'],
  ['9176.00', 'JPY', 9176n, '9176'],
  ['1.2', 'KWD', 1200n, '1.200'],
  ['1.0001', 'CLF', 10_001n, '1.0001'],
  ['92233720368547758.08', 'HUF', 9_223_372_036_854_775_808n, '92233720368547758.08'],
])('%s %s is %s minor units', (text, currency, minor, written) => {
  expect(parseAmount(text, currency)).toEqual({ minor, currency });
  expect(formatAmount({ minor, currency })).toBe(written);
});

test.each([
  ['1.005', 'EUR'],
  ['1.5', 'JPY'],
  ['1', 'EUX'],
  ['', 'EUR'],
  ['1e3', 'EUR'],
  ['1,50', 'EUR'],
  ['.5', 'EUR'],
  ['+1', 'EUR'],
  [' 1', 'EUR'],
  ['١', 'EUR'],
])('%j in %s is no amount', (text, currency) => {
  expect(parseAmount(text, currency)).toBeUndefined();
});

test.each([
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [5n, -2n, -3n],
  [4n, 3n, 1n],
  [-4n, 3n, -1n],
  [-1n, 3n, 0n],
  [-162_283_500n, 100_000n, -1623n],
])('%s / %s rounds half away from zero to %s', (numerator, denominator, expected) => {
  expect(divideRounded(numerator, denominator)).toBe(expected);
});

test('the smallest coin takes the nearest multiple, half away from zero', () => {
  expect([1002n, 1003n, -1002n, 1250n].map((value) => roundToStep(value, 5n))).toEqual([1000n, 1005n, -1000n, 1250n]);
  expect(roundToStep(25n, 10n)).toBe(30n);
});

test('decimals read back what was written and add up exactly', () => {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }));
  fc.assert(
    fc.property(decimal, decimal, ([a, scaleA], [b, scaleB]) => {
      const left = parseDecimal(formatScaled(a, scaleA));
      const right = parseDecimal(formatScaled(b, scaleB));
      if (!left || !right) throw new Error('a written decimal must be readable');
      expect(parseDecimal(formatDecimal(left))).toEqual(left);
      const sum = addDecimals(left, right);
      const scale = scaleA + scaleB;
      expect(sum.units * 10n ** BigInt(scale)).toBe(
        (a * 10n ** BigInt(scaleB) + b * 10n ** BigInt(scaleA)) * 10n ** BigInt(sum.scale),
      );
    }),
  );
});
