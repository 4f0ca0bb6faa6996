import { expect, test } from 'vitest';
import { amountFormat, longDate } from './amount-format.ts';

test.each([
  ['en', 'EUR', '1234567.5', '€1,234,567.50'],
  ['en', 'EUR', '-0.01', '-€0.01'],
  ['en', 'CHF', '1234.50', 'CHF\u00a01,234.50'],
  ['de', 'EUR', '1234567.50', '1.234.567,50\u00a0€'],
  ['de', 'USD', '-999.00', '-999,00\u00a0USD'],
  ['de', 'JPY', '12345', '12.345\u00a0JPY'],
  ['en', 'KWD', '1.5', 'KWD\u00a01.500'],
  ['de', 'EUR', '99999999999999999999.99', '99.999.999.999.999.999.999,99\u00a0€'],
] as const)('in %s, %s %s is written %s', (locale, currency, amount, written) => {
  expect(amountFormat(locale, currency).money(amount)).toBe(written);
});

test('unit prices keep the decimals they have, quantities and rates are as short as can be', () => {
  const { price, decimal, percent } = amountFormat('de', 'EUR');
  expect([price('0.1212'), price('12'), price('12.5000')]).toEqual(['0,1212', '12,00', '12,50']);
  expect([decimal('1000.500'), decimal('3.000')]).toEqual(['1.000,5', '3']);
  expect([percent('7.70'), amountFormat('en', 'EUR').percent('19')]).toEqual(['7,7\u00a0%', '19%']);
});

test('days are written in words', () => {
  expect([longDate('en', '2026-03-01'), longDate('de', '2026-03-01')]).toEqual(['1 March 2026', '1. März 2026']);
});
