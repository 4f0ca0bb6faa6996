const COMBINING = /[\u0300-\u036f]/g;
const UMLAUT_SPELLED_OUT = /([aou])e/g;

/** Longest text that is looked at, in characters: more is never needed to tell a product and costs time. */
export const MAX_TEXT_CHARS = 2000;

const NOT_ASCII = /[\u0080-\uffff]/;

/** Cuts at `MAX_TEXT_CHARS`, lower-cases, drops accents, opens ligatures and fractions: `8½″` → `8 1/2"`, `Größe` → `grosse`. */
export function foldText(text: string): string {
  const cut = text.slice(0, MAX_TEXT_CHARS);
  return NOT_ASCII.test(cut) ? foldUnicode(cut) : cut.toLowerCase().replaceAll("''", '"');
}

function foldUnicode(text: string): string {
  return text
    .replace(/(\d)([½¼¾⅓⅔⅛⅜⅝⅞])/g, '$1 $2')
    .normalize('NFKD')
    .replace(COMBINING, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', ' ')
    .replaceAll('×', 'x')
    .replaceAll('⁄', '/')
    .replaceAll(/[″”“„‟]|''|′′/g, '"')
    .replaceAll(/[’‘′`]/g, "'")
    .replaceAll(/[‐‑‒–—―−]/g, '-');
}

/** One key for `grün`, `gruen` and `grun`: German spells an umlaut in three ways. Only for words without digits. */
export function foldUmlautSpelling(word: string): string {
  return word.replace(UMLAUT_SPELLED_OUT, '$1');
}

const KEEPS_ENDING = /(?:ss|us|is)$/;
const SIBILANT_PLURAL = /(?:x|sh|ch|ss)es$/;

function singular(word: string): string {
  if (SIBILANT_PLURAL.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !KEEPS_ENDING.test(word) ? word.slice(0, -1) : word;
}

/** Cuts a plural or case ending (English and German) so that `cables`, `Kabeln`, `schwarze` meet their base form. */
export function stemWord(word: string): string {
  const base = foldUmlautSpelling(word);
  if (base.length < 4) return base;
  const one = singular(base);
  if (one.length < 5) return one;
  if (one.endsWith('y')) return `${one.slice(0, -1)}i`;
  return one.length < 6 ? one.replace(/e$/, '') : one.replace(/(?:en|e|n)$/, '');
}
