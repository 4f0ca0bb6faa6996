import { describe, expect, it } from 'vitest';
import { parseDecimal } from './parse-decimal.ts';

describe('parseDecimal', () => {
  it.each([
    ['1.234,50', 'de', '1234.50'],
    ['1.234,50', 'en', '1234.50'],
    ['1,234.50', 'de', '1234.50'],
    ['12,5', 'de', '12.5'],
    ['12,5', 'en', '12.5'],
    ['12.5', 'de', '12.5'],
    ['1.234', 'de', '1234'],
    ['1,234', 'en', '1234'],
    ['1.234', 'en', '1.234'],
    ['1 234 567,8', 'de', '1234567.8'],
    ["1'000.25", 'en', '1000.25'],
    ['007', 'en', '7'],
    ['0,50', 'de', '0.50'],
    ['-3', 'en', '-3'],
    ['9007199254740993.01', 'en', '9007199254740993.01'],
  ] as const)('reads %s in %s as %s', (typed, locale, expected) => {
    expect(parseDecimal(typed, locale)).toBe(expected);
  });

  it.each(['', 'abc', '1,2,3', '1.2.3,4,5', '12,', '1e5', '12 EUR', '1.23,456.7', ',5'])('refuses %j', (typed) => {
    expect(parseDecimal(typed, 'en')).toBeNull();
    expect(parseDecimal(typed, 'de')).toBeNull();
  });
});
