import { beforeAll, describe, expect, it, vi } from 'vitest';
import type * as Module from './format-money.ts';

type Format = typeof Module;

describe('money and numbers', () => {
  let format: Format;
  beforeAll(async () => {
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
    vi.stubGlobal('navigator', { languages: ['de-DE', 'en-US'] });
    format = await import('./format-money.ts');
  });
  const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ');

  it('shows an amount too large for a float to the last cent', () => {
    expect(format.formatMoney('9007199254740993.01', 'EUR', 'en')).toBe('€9,007,199,254,740,993.01');
  });
  it('follows the language and the currency', () => {
    expect(plain(format.formatMoney('1234.50', 'EUR', 'de'))).toBe('1.234,50 €');
    expect(plain(format.formatMoney('1234', 'JPY', 'en'))).toBe('¥1,234');
  });
  it('keeps the extra decimals of a unit price', () => {
    expect(plain(format.formatMoney('0.0375', 'EUR', 'de'))).toBe('0,0375 €');
  });
  it('shows what is not a number as it is', () => {
    expect(format.formatMoney('n/a', 'EUR', 'en')).toBe('n/a');
  });
  it('writes a decimal the way it is typed', () => {
    expect(format.editableDecimal('1234.50', 'de')).toBe('1234,50');
    expect(format.shortDecimal('12.500')).toBe('12.5');
    expect(format.shortDecimal('100')).toBe('100');
    expect(format.shortDecimal('12.000')).toBe('12');
  });
});
