import { expect, test } from 'vitest';
import { guessDecimalMark, readListNumber } from './read-list-number.ts';

test.each([
  ['1.234,56', '1234.56', null],
  ['1,234.56', '1234.56', null],
  ["1'234.50", '1234.50', null],
  ['1 234,5', '1234.5', null],
  ['12.345.678', '12345678', null],
  ['€ 12,50', '12.50', 'EUR'],
  ['12,50 €', '12.50', 'EUR'],
  ['EUR 1.234,00', '1234.00', 'EUR'],
  ['12.50 usd', '12.50', 'USD'],
  ['CHF 5.-', '5', 'CHF'],
  ['$1,299.00', '1299.00', 'USD'],
  ['12,-', '12', null],
  ['.5', '0.5', null],
  ['0,125', '0.125', null],
  ['-3,10', '-3.10', null],
  ['0012.50', '12.50', null],
])('reads %s as %s', (text, value, currency) => {
  expect(readListNumber(text, '.')).toEqual({ value, currency });
});

test('one mark before three digits is read as its column reads it', () => {
  expect(readListNumber('1.234', '.')?.value).toBe('1.234');
  expect(readListNumber('1.234', ',')?.value).toBe('1234');
  expect(readListNumber('1,234', ',')?.value).toBe('1.234');
  expect(readListNumber('1,234', '.')?.value).toBe('1234');
});

test.each(['', 'on request', '=1+1', '12x', '1.2.3', '1,23,456', '12 EUR each', 'abc 12', '1e5', '10-20', '$ 5 €'])(
  'refuses "%s"',
  (text) => {
    expect(readListNumber(text, '.')).toBeUndefined();
  },
);

test('the decimal mark of a column comes from the values that leave no doubt', () => {
  expect(guessDecimalMark(['1.234', '2.500', '7,95'], '.')).toBe(',');
  expect(guessDecimalMark(['1,234', '12.5'], ',')).toBe('.');
  expect(guessDecimalMark(['1.234', '5'], ',')).toBe(',');
});
