import type { Locale } from '../../../contracts/kernel/locale.ts';

const marks = { en: { decimal: '.', group: ',' }, de: { decimal: ',', group: '.' } } as const;

/**
 * Reads what a person typed ("1.234,50", "1 234.5", "12,5") as an exact decimal string, or null when it is not a number.
 * With two kinds of marks the last one is the decimal sign; a single mark followed by exactly three digits is read in
 * the way of the language.
 */
export const parseDecimal = (typed: string, locale: Locale): string | null => {
  const compact = typed.trim().replaceAll(/[\s'’\u00A0\u202F]/g, '');
  if (!/^-?\d[\d.,]*$/.test(compact)) return null;
  const decimal = decimalMark(compact, locale);
  const group = decimal === '.' ? ',' : '.';
  const [whole = '', fraction, ...rest] = compact.split(decimal);
  if (rest.length > 0 || fraction === '' || (fraction ?? '').includes(group)) return null;
  if (whole.includes(group) && !new RegExp(`^-?\\d{1,3}(\\${group}\\d{3})+$`).test(whole)) return null;
  const digits = whole.replaceAll(group, '').replace(/^(-?)0+(?=\d)/, '$1');
  return fraction === undefined ? digits : `${digits}.${fraction}`;
};

const decimalMark = (compact: string, locale: Locale): '.' | ',' => {
  const comma = compact.lastIndexOf(',');
  const dot = compact.lastIndexOf('.');
  if (comma >= 0 && dot >= 0) return comma > dot ? ',' : '.';
  const mark = comma >= 0 ? ',' : dot >= 0 ? '.' : null;
  if (mark === null || mark === marks[locale].decimal) return marks[locale].decimal;
  // The other mark: a grouping when it stands as one, else the decimal sign of somebody used to another language.
  const grouped = new RegExp(`^-?\\d{1,3}(\\${mark}\\d{3})+$`).test(compact);
  return grouped ? marks[locale].decimal : mark;
};
