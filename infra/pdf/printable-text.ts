/** Control characters but line breaks, and marks that reorder or hide text: a name must not be able to change what its neighbours say. */
const unprintable = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Signs that catalogues use and the embedded font lacks, with the ones that stand for them. */
const standIns: ReadonlyMap<string, string> = new Map([
  ['⌀', 'Ø'],
  ['∅', 'Ø'],
  ['\u2012', '–'],
  ['\u202f', '\u00a0'],
  ['→', '>'],
]);

/** Words longer than any real one; the layout would measure them letter by letter. */
const endlessWord = /\S{61,}/g;
/** A place where an endless word may break: a zero-width space every so many characters. */
const breakable = (word: string): string =>
  Array.from(word, (sign, index) => (index % 10 === 9 ? `${sign}\u200b` : sign)).join('');

/** Names, numbers and references longer than this are cut with an ellipsis. */
const longestLine = 200;

/**
 * Text as it can stand on a page: composed (NFC), line breaks as \n, without control and direction marks, half characters
 * replaced, endless words breakable. What the font has no shape for is drawn as an empty box.
 */
export const printableText = (text: string): string => cleaned(text).replaceAll(endlessWord, breakable);

/** The same in one line, cut where it is longer than any real name. */
export const printableLine = (text: string, longest = longestLine): string => {
  const line = cleaned(text)
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
  const signs = Array.from(line);
  const cut = signs.length > longest ? `${signs.slice(0, longest - 1).join('')}…` : line;
  return cut.replaceAll(endlessWord, breakable);
};

const cleaned = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(unprintable, '')
    .replaceAll(/[⌀∅\u2012\u202f→]/g, (sign) => standIns.get(sign) ?? sign);
