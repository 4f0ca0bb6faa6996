import type { Locale } from '../../../contracts/kernel/locale.ts';
import { intlTag } from './locale.ts';

type Numeric = `${number}`;

const isNumeric = (text: string): text is Numeric => /^-?\d+(\.\d+)?$/.test(text);

/** How many decimals a decimal string shows, trailing zeros included. */
const decimalsOf = (amount: string): number => amount.split('.')[1]?.length ?? 0;

/**
 * Formats an exact amount ("1234.50") with its currency. The string goes to Intl as it is, so no digit passes through a
 * float; a unit price with more decimals than the currency keeps them.
 */
export const formatMoney = (amount: string, currency: string, locale: Locale): string => {
  if (!isNumeric(amount)) return amount;
  const style = { style: 'currency', currency } as const;
  const usual = new Intl.NumberFormat(intlTag(locale), style).resolvedOptions().minimumFractionDigits ?? 2;
  const digits = Math.max(usual, decimalsOf(amount));
  return new Intl.NumberFormat(intlTag(locale), { ...style, maximumFractionDigits: digits }).format(amount);
};

/** Formats an exact decimal ("2.5") in the language's way, keeping its decimals and showing at least some. */
export const formatDecimal = (decimal: string, locale: Locale, leastDecimals = 0): string =>
  isNumeric(decimal)
    ? new Intl.NumberFormat(intlTag(locale), {
        minimumFractionDigits: leastDecimals,
        maximumFractionDigits: Math.max(leastDecimals, Math.min(decimalsOf(decimal), 20)),
      }).format(decimal)
    : decimal;

/** The decimal as one would type it: the language's decimal sign, no grouping. */
export const editableDecimal = (decimal: string, locale: Locale): string =>
  locale === 'de' ? decimal.replace('.', ',') : decimal;

/** Drops zeros at the end of the decimals ("12.500" → "12.5"). */
export const shortDecimal = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
