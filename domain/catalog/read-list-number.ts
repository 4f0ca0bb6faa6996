import { currencyExponent } from '../money/currency.ts';

export type DecimalMark = '.' | ',';

export interface ListNumber {
  /** Plain decimal with a point. */
  readonly value: string;
  /** ISO 4217 code that stood beside the number. */
  readonly currency: string | null;
}

const currencyBySign: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  '¥': 'JPY',
  'fr.': 'CHF',
  sfr: 'CHF',
  zł: 'PLN',
  kč: 'CZK',
};

/** No number is longer; looking for one in an endless cell would hold everybody else up. */
const maxNumberChars = 100;

/**
 * Reads a number as people write it in price lists: "1.234,56", "1,234.56", "1'234.50", "€ 12,-", "12.50 EUR".
 * Marks say themselves what they are wherever they can; only for "1.234" the column's mark decides.
 * `undefined` when the text is no number.
 */
export const readListNumber = (text: string, mark: DecimalMark): ListNumber | undefined => {
  if (text.length > maxNumberChars) return undefined;
  const split = splitCurrency(text.trim());
  const digits = split?.rest.replaceAll(/[\s\u00A0\u202F'’]/g, '').replace(/[.,][-–—]+$/, '');
  const signed = digits === undefined ? null : /^([+-]?)([\d.,]*\d)$/.exec(digits.replace(/^[−–]/, '-'));
  if (!split || !signed) return undefined;
  const plain = toPlain(signed[2] ?? '', mark);
  if (plain === undefined) return undefined;
  return { value: signed[1] === '-' ? `-${plain}` : plain, currency: split.currency };
};

/** The decimal mark that a column of numbers shows; `fallback` when every value could be read either way. */
export const guessDecimalMark = (values: readonly string[], fallback: DecimalMark): DecimalMark => {
  let commas = 0;
  let points = 0;
  for (const value of values) {
    const digits = /[\d.,]*\d/.exec(value.slice(0, maxNumberChars).replaceAll(/[\s\u00A0\u202F'’]/g, ''))?.[0] ?? '';
    const mark = evidentMark(digits);
    if (mark === ',') commas += 1;
    else if (mark === '.') points += 1;
  }
  if (commas === points) return fallback;
  return commas > points ? ',' : '.';
};

const splitCurrency = (text: string): { rest: string; currency: string | null } | undefined => {
  const match = /^(?<before>[^\d+\-−–.,]*)(?<rest>[+\-−–.,\d][\d\s\u00A0\u202F.,'’\-–—]*)(?<after>[^\d]*)$/u.exec(text);
  if (!match?.groups) return undefined;
  const { before = '', rest = '', after = '' } = match.groups;
  const words = [before, after].map((word) => word.trim()).filter((word) => word !== '');
  if (words.length === 0) return { rest, currency: null };
  const currency = words.length === 1 ? currencyOf(words[0] ?? '') : undefined;
  return currency === undefined ? undefined : { rest, currency };
};

const currencyOf = (word: string): string | undefined => {
  const bare = word.replace(/[.:]$/, '');
  const code = bare.toUpperCase();
  if (/^[A-Z]{3}$/.test(code) && currencyExponent(code) !== undefined) return code;
  return currencyBySign[word.toLowerCase()] ?? currencyBySign[bare.toLowerCase()];
};

/** The mark that cannot be a thousands separator: the later of two kinds, or one not followed by exactly three digits. */
const evidentMark = (digits: string): DecimalMark | undefined => {
  const lastPoint = digits.lastIndexOf('.');
  const lastComma = digits.lastIndexOf(',');
  if (lastPoint >= 0 && lastComma >= 0) return lastPoint > lastComma ? '.' : ',';
  if (lastPoint < 0 && lastComma < 0) return undefined;
  const mark = lastPoint >= 0 ? '.' : ',';
  const parts = digits.split(mark);
  if (parts.length > 2) return mark === '.' ? ',' : '.';
  const [whole = '', fraction = ''] = parts;
  return fraction.length !== 3 || whole.length > 3 || whole === '' || whole.startsWith('0') ? mark : undefined;
};

const toPlain = (digits: string, columnMark: DecimalMark): string | undefined => {
  const mark = evidentMark(digits) ?? columnMark;
  const [whole = '', fraction, ...more] = digits.split(mark);
  if (more.length > 0) return undefined;
  const grouped = mark === '.' ? /^\d{1,3}(,\d{3})+$/ : /^\d{1,3}(\.\d{3})+$/;
  if (!/^\d*$/.test(whole) && !grouped.test(whole)) return undefined;
  if (fraction !== undefined && !/^\d+$/.test(fraction)) return undefined;
  const integer = whole.replaceAll(/[.,]/g, '').replace(/^0+(?=\d)/, '') || '0';
  return fraction === undefined ? integer : `${integer}.${fraction}`;
};
