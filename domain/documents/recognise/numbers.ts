/** Which character the document uses before decimals; null when nothing tells. */
export type DecimalMark = ',' | '.' | null;

/** Integers and decimals with the thousands marks of Europe and America: 1.500 · 1,500 · 1'500 · 1 500,25. */
export const numberPattern = String.raw`\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,4})?(?!\d)|\d+(?:[.,]\d+)?`;

type Parts = { whole: string; fraction: string };

function splitAtLastMark(text: string): { head: string; mark: string; tail: string } | null {
  const match = /^(.*)([.,])(\d+)$/.exec(text);
  return match === null ? null : { head: match[1] ?? '', mark: match[2] ?? '', tail: match[3] ?? '' };
}

const digits = (text: string): string => text.replaceAll(/\D/g, '');

function splitNumber(text: string, decimalMark: DecimalMark): Parts {
  const last = splitAtLastMark(text);
  if (last === null) return { whole: digits(text), fraction: '' };
  const { head, mark, tail } = last;
  const other = mark === '.' ? ',' : '.';
  if (head.includes(mark)) return { whole: digits(text), fraction: '' };
  if (head.includes(other)) return { whole: digits(head), fraction: tail };
  // Three digits after one mark are thousands, unless the number starts with 0 or the document says otherwise.
  const thousands = tail.length === 3 && /^[1-9]\d{0,2}$/.test(head) && decimalMark !== mark;
  return thousands ? { whole: digits(text), fraction: '' } : { whole: digits(head), fraction: tail };
}

/** A plain decimal ("1500", "2.5") from a number as people write it, or null. */
export function parseNumber(text: string, decimalMark: DecimalMark = null): string | null {
  const trimmed = text.trim();
  if (!new RegExp(`^(?:${numberPattern})$`).test(trimmed)) return null;
  const { whole, fraction } = splitNumber(trimmed, decimalMark);
  const head = whole.replace(/^0+(?=\d)/, '');
  const tail = fraction.replace(/0+$/, '');
  return tail === '' ? head : `${head}.${tail}`;
}

/** Whether a single mark before three digits could mean either thousands or decimals. */
export function isAmbiguousNumber(text: string): boolean {
  return /^[1-9]\d{0,2}[.,]\d{3}$/.test(text.trim());
}

/** The decimal mark of a document, from amounts that can only be read one way ("46,59", "1.518,00"). */
export function findDecimalMark(texts: Iterable<string>): DecimalMark {
  let comma = 0;
  let dot = 0;
  for (const text of texts) {
    if (/^\W{0,3}(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}\W{0,3}$/.test(text)) comma++;
    else if (/^\W{0,3}(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,2}\W{0,3}$/.test(text)) dot++;
  }
  if (comma === dot) return null;
  return comma > dot ? ',' : '.';
}
