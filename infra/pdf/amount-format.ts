import type { Locale } from '../../contracts/kernel/locale.ts';
import { currencyExponent } from '../../domain/money/currency.ts';

/**
 * Writes exact decimal strings the way a reader expects them. It works on the digits of the string, so what is printed is what is stored: no number
 * type and no rounding in between, and the same text whatever the platform's locale data.
 */
export interface AmountFormat {
  /** "1234.5" as "1.234,50 €" or "€1,234.50"; a currency without a sign of its own by code, "CHF 1,234.50". */
  money(amount: string): string;
  /** A unit price: at least the currency's decimals, more where it has more. No currency sign. */
  price(amount: string): string;
  /** A quantity or a rate in its shortest form. */
  decimal(value: string): string;
  /** "19" as "19 %" or "19%". */
  percent(value: string): string;
}

const marks: Readonly<Record<Locale, { group: string; point: string; percent: string }>> = {
  en: { group: ',', point: '.', percent: '%' },
  de: { group: '.', point: ',', percent: '\u00a0%' },
};

/** Signs that name one currency only: the dollar sign does not. */
const signs: ReadonlyMap<string, string> = new Map([
  ['EUR', '€'],
  ['GBP', '£'],
]);

export const amountFormat = (locale: Locale, currency: string): AmountFormat => {
  const { group, point, percent } = marks[locale];
  const exponent = currencyExponent(currency) ?? 2;

  const write = (value: string, decimals: number): string => {
    const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
    if (whole === '') return value;
    const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0');
    const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group);
    return `${sign}${grouped}${kept === '' ? '' : point + kept}`;
  };
  const money = (amount: string): string => {
    const digits = write(amount, exponent);
    if (locale === 'de') return `${digits}\u00a0${signs.get(currency) ?? currency}`;
    const prefix = signs.get(currency) ?? `${currency}\u00a0`;
    return digits.startsWith('-') ? `-${prefix}${digits.slice(1)}` : prefix + digits;
  };
  return {
    money,
    price: (amount) => write(amount, exponent),
    decimal: (value) => write(value, 0),
    percent: (value) => write(value, 0) + percent,
  };
};

/** A calendar day (YYYY-MM-DD) in words: "21 November 2026", "21. November 2026". */
export const longDate = (locale: Locale, day: string): string =>
  new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
