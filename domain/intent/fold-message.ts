import { MAX_MESSAGE_CHARS } from '../../contracts/intent.ts';

/**
 * Lower case, no accents, one spelling of umlauts (`löschen`, `loeschen`, `loschen`), plain quotes and dashes, no drawn
 * out letters (`heyyy`).
 */
export const foldMessage = (message: string): string =>
  message
    .slice(0, MAX_MESSAGE_CHARS)
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[‘’`´']/g, '')
    .replaceAll(/([a-z])\1{2,}/g, '$1')
    .replaceAll(/([aou])e/g, '$1')
    .replaceAll(/e-(?=mail)/g, 'e');

/** Words of folded text, at most `limit`. */
export const wordsOf = (folded: string, limit = 400): string[] => (folded.match(/[a-z0-9]+/g) ?? []).slice(0, limit);

const CLAUSE_END =
  /(?:[;.!?:\n]|(?<!absehen|verzichten|unterlassen|vermeiden),(?!\s(?:dass|daß|that|ob|whether)\s))(?=\s|$)|\s(?:but|sondern|aber|instead|stattdessen|lieber|rather)(?=\s)/i;

/** Parts of a message that can be meant or refused apart from each other. */
export const clausesOf = (message: string): string[] =>
  message
    .split(CLAUSE_END)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');

/** Whether one edit (insert, delete, replace, swap of neighbours) makes `a` into `b`. */
export const isOneEdit = (a: string, b: string): boolean => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  if (a.length === b.length) {
    if (a.slice(at + 1) === b.slice(at + 1)) return true;
    return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  }
  return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
};
