const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/gu;
const LEADING_ZEROS = /^0+(?=[1-9a-z].{3})/;

/** Shortest key that may stand for a product by itself. */
const MIN_KEY_CHARS = 5;

/** Letters and digits only, lower-case, no leading zeros: `HP-CE 505/X` → `hpce505x`, `054901P` → `54901p`. */
export function identifierKey(text: string): string {
  return text.slice(0, 64).normalize('NFKC').toLowerCase().replace(NOT_ALPHANUMERIC, '').replace(LEADING_ZEROS, '');
}

/** True when a key is long and mixed enough that two products rarely share it by chance. */
export function isTellingKey(key: string): boolean {
  if (key.length < MIN_KEY_CHARS) return false;
  let digits = 0;
  for (const char of key) if (char >= '0' && char <= '9') digits += 1;
  return digits === key.length
    ? digits >= 5
    : digits >= 3 || (digits >= 2 && key.length >= 6) || (digits === 1 && key.length >= 8);
}

/** The digits of a GTIN-8, -12, -13 or -14 with a right check digit (GS1 General Specifications 7.9), else ''. */
export function gtinKey(text: string): string {
  const digits = text.replaceAll(/[\s-]/g, '');
  if (!/^(?:\d{8}|\d{12,14})$/.test(digits)) return '';
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) sum += Number(digits[digits.length - 1 - at]) * (at % 2 === 0 ? 1 : 3);
  return sum % 10 === 0 && Number(digits) > 0 ? digits.replace(/^0+/, '') : '';
}

export type KeyRelation = 'equal' | 'extends' | 'sibling' | 'unrelated';

function sharedPrefix(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at < end && a[at] === b[at]) at += 1;
  return at;
}

/**
 * How two identifier keys relate. `extends`: one holds the other at its start or end with a short rest (colour, region or
 * maker letters). `sibling`: the same series with another ending, which is another product.
 */
export function keyRelation(a: string, b: string): KeyRelation {
  if (a === b) return 'equal';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const rest = long.length - short.length;
  if (
    short.length >= MIN_KEY_CHARS &&
    rest <= Math.max(4, short.length / 2) &&
    (long.startsWith(short) || long.endsWith(short))
  )
    return 'extends';
  const prefix = sharedPrefix(a, b);
  return prefix >= 3 && prefix >= short.length * 0.5 && rest <= 3 ? 'sibling' : 'unrelated';
}
