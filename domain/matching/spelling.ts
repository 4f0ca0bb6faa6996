/** One letter changed, missing, added or swapped; both words have at least five letters. */
export function oneSlip(a: string, b: string): boolean {
  if (a.length < 5 || b.length < 5 || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
  }
  const swapped = endA - start === 2 && endB - start === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
  return swapped || Math.max(endA - start, endB - start) <= 1;
}

const NO_VOWEL_AFTER_FIRST = /^[a-z][^aeiouy]+$/;

/** `ltr` for `letter`, `mnt` for `mount`: the first letter and later consonants of the long word, in order. */
function isAbbreviation(short: string, long: string): boolean {
  if (short.length < 3 || long.length < 5 || short[0] !== long[0] || !NO_VOWEL_AFTER_FIRST.test(short)) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** A part of a compound, a short form or another ending of the same word. */
export function sharesStem(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 5 && long.endsWith(short)) return true;
  return short.length >= 4 && long.startsWith(short);
}

/** Also a short form without vowels or a slip of the finger: only for words the catalogue does not use itself. */
export function alikeToUnknown(unknown: string, b: string): boolean {
  if (sharesStem(unknown, b)) return true;
  const [short, long] = unknown.length < b.length ? [unknown, b] : [b, unknown];
  return isAbbreviation(short, long) || oneSlip(unknown, b);
}
