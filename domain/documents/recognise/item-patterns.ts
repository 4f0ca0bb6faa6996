import { numberPattern, type DecimalMark } from './numbers.ts';
import { numberWordPattern, parseQuantity, type Quantity, wordNumber } from './quantity.ts';
import { isUnitWord, parseUnit } from './unit-words.ts';

/** How an item of a list says what and how many. Items of one list nearly always say it the same way. */
export type ItemStyle =
  | 'timesFirst'
  | 'unitFirst'
  | 'numberFirst'
  | 'labelLast'
  | 'unitLast'
  | 'timesLast'
  | 'bracketLast'
  | 'numberLast';

/** 3: says plainly that it is a quantity; 2: likely; 1: only a number where one would stand. */
export type ItemMatch = { style: ItemStyle; strength: 1 | 2 | 3; description: string; quantity: Quantity };

const quantityLabel = String.raw`(?:qty|quantity|order qty|anzahl|menge|st(?:ü|ue)ckzahl|bedarf|quantité|qté|quantite|cantidad|cant|quantità|q\.tà|qta|aantal|hoeveelheid)`;
const num = `(?:${numberPattern})`;

const patterns = {
  timesFirst: new RegExp(`^(${num})\\s?[x×*]\\s+(.+)$`, 'iu'),
  timesFirstTight: new RegExp(`^[x×]\\s?(${num})\\s+(.+)$`, 'iu'),
  first: new RegExp(`^(?:${quantityLabel}\\s*[:.=]*\\s*|n[.°º]\\s*)?([-−]?${num})\\s*(.+)$`, 'iu'),
  labelLast: new RegExp(`^(.+?)[\\s,;:|(–—-]+${quantityLabel}\\s*[:.=]*\\s*(.{1,30}?)\\)?$`, 'iu'),
  timesLast: new RegExp(`^(.+?)[\\s,;:–—-]+(?:[x×]\\s?(${num})|(${num})\\s?[x×])(?:\\s+(\\S+))?$`, 'iu'),
  bracketLast: new RegExp(
    `^(.+?)\\s*[([]\\s*([-−]?${num}(?:\\s*[\\p{L}.]+(?: (?:of|à|a|zu|de|x) \\d+)?)?)\\s*[)\\]]$`,
    'iu',
  ),
  last: new RegExp(
    `^(.+?)(\\s*[,;:|]\\s*|\\s+[-–—=>→]+\\s*|\\s+)([-−]?${num})\\s*((?:[\\p{L}².]+(?:\\(\\p{L}{1,2}\\)|/\\d{1,5})?)?(?:\\s+(?:of|à|a|á|zu|mit|de|da|di|van|with|x|je|per)\\s+\\d{1,5}(?:\\s*(?:pcs?|st(?:k|ück)?\\.?|pieces))?)?)$`,
    'iu',
  ),
};

const endsInLabel = new RegExp(`(?:^|[\\s,;:|(–—-])${quantityLabel}[\\s:.=]*$`, 'iu');

const wordStart = new RegExp(`^(?:${numberWordPattern})\\s`, 'iu');
const wordLast = new RegExp(`^(.{3,}?)\\s*[:,;–—-]\\s+((?:${numberWordPattern})\\s+\\p{L}[\\p{L}.]*)$`, 'iu');

/** After a leading number these name a term of payment, a time, a date or money, and no thing. */
const notAThing =
  /^(?:days?|weeks?|months?|years?|hours?|minutes?|min|working|business|calendar|tage?n?|wochen?|monate?n?|jahre?|stunden?|uhr|werktage?n?|jours?|semaines?|mois|días?|semanas?|giorni|settimane|dagen|weken|%|percent|prozent|eur|usd|gbp|chf|€|\$|£|st|nd|rd|th|january|february|march|april|may|june|july|august|september|october|november|december)\b|^[ap]m\b(?!\s\p{L})/iu;

/** A description has a word of letters and, behind a number, does not start like a term or a time. */
function isDescription(text: string, style: ItemStyle): boolean {
  if (!/\p{L}{2}/u.test(text) || text.length < 3) return false;
  return style === 'timesFirst' || !style.endsWith('First') || !notAThing.test(text);
}

const separators =
  /^(?:\s*[-–—:,;|]\s*|\s+)(?:(?:of|von|de|di|d'|des|du|der|van|x|×)\s+(?:the\s+|your\s+|these\s+)?)?/iu;

/** Splits "boxes of 10 staples" after the longest start that names a unit. */
function splitUnit(text: string): { unitText: string; rest: string; measured: boolean } | null {
  const words = [...text.matchAll(/\S+/g)].slice(0, 4);
  for (let count = words.length; count >= 1; count--) {
    const last = words[count - 1];
    const end = last === undefined ? 0 : last.index + last[0].length;
    const unitText = text.slice(0, end).replace(/[,:;–—-]+$/, '');
    const unit = parseUnit(unitText);
    if (unit !== null) return { unitText, rest: text.slice(unitText.length), measured: unit.measured };
  }
  return null;
}

function match(
  style: ItemStyle,
  strength: 1 | 2 | 3,
  description: string,
  amount: string,
  mark: DecimalMark,
): ItemMatch | null {
  const quantity = parseQuantity(amount, mark);
  const text = description.replace(/^[\s,;:|–—-]+/, '').replace(/[\s,;:|(–—-]+$/, '');
  if (quantity === null || quantity.flags.includes('unit_unknown') || !isDescription(text, style)) return null;
  return { style, strength, description: text, quantity };
}

function readTimesFirst(text: string, mark: DecimalMark): ItemMatch | null {
  const found = patterns.timesFirst.exec(text) ?? patterns.timesFirstTight.exec(text);
  if (found === null) return null;
  const [, amount = '', rest = ''] = found;
  // "3 x 10 pcs …" multiplies; "2 x 4 cable" may be a measure. Neither is a plain count of what follows.
  if (/^\d/.test(rest) && !/^\d\S*\p{L}/u.test(rest) && !/^\d+ ?(?:"|”|inch|zoll|mm|cm)/iu.test(rest))
    return match('timesFirst', 2, rest, amount, mark);
  const unit = splitUnit(rest);
  if (unit !== null && !unit.measured && /^(?:\s+(?:of|von)\s|\s*[-–—:])/iu.test(unit.rest)) {
    return match('timesFirst', 3, unit.rest.replace(separators, ''), `${amount} ${unit.unitText}`, mark);
  }
  return match('timesFirst', 3, rest, amount, mark);
}

function readFirst(text: string, mark: DecimalMark): ItemMatch | null {
  const numeric = patterns.first.exec(text);
  const word = numeric === null ? /^(\p{L}{1,9})\s+(.+)$/u.exec(text) : null;
  const amount = numeric?.[1] ?? wordNumber(word?.[1] ?? '');
  const rest = numeric?.[2] ?? word?.[2] ?? '';
  if (amount === null) return null;
  const unit = splitUnit(rest);
  if (unit !== null && unit.rest.trim() !== '') {
    const description = unit.rest.replace(separators, '');
    return match('unitFirst', unit.measured ? 1 : 3, description, `${amount} ${unit.unitText}`, mark);
  }
  if (numeric === null && wordStart.test(text)) return match('numberFirst', 1, rest, amount, mark);
  if (numeric === null || !/^[\s:;,–—-]/.test(text.slice(text.indexOf(amount) + amount.length))) return null;
  const [lead = '', the = ''] = /^\s*(?:of\s+(the\s+)?|von\s+(den\s+)?|de\s+)?/iu.exec(rest) ?? [];
  return match('numberFirst', the === '' ? 1 : 2, rest.slice(lead.length), amount, mark);
}

/** "…: six pieces": the words are understood as a quantity only behind a mark that sets them apart. */
function readWordLast(text: string, mark: DecimalMark): ItemMatch | null {
  const found = wordLast.exec(text);
  return found === null ? null : match('unitLast', 3, found[1] ?? '', found[2] ?? '', mark);
}

function readLabelLast(text: string, mark: DecimalMark): ItemMatch | null {
  const found = patterns.labelLast.exec(text);
  return found === null ? null : match('labelLast', 3, found[1] ?? '', found[2] ?? '', mark);
}

function readTimesLast(text: string, mark: DecimalMark): ItemMatch | null {
  const found = patterns.timesLast.exec(text);
  if (found === null) return null;
  const unit = found[4] ?? '';
  if (unit !== '' && !isUnitWord(unit)) return null;
  return match('timesLast', 3, found[1] ?? '', `${found[2] ?? found[3] ?? ''} ${unit}`, mark);
}

function readBracketLast(text: string, mark: DecimalMark): ItemMatch | null {
  const found = patterns.bracketLast.exec(text);
  if (found === null) return null;
  const amount = found[2] ?? '';
  return match('bracketLast', /\p{L}/u.test(amount) ? 3 : 1, found[1] ?? '', amount, mark);
}

function readLast(text: string, mark: DecimalMark): ItemMatch | null {
  const found = patterns.last.exec(text);
  if (found === null) return null;
  const [, description = '', separator = '', amount = '', unitText = ''] = found;
  // "…, Qty: 5" is for the reader of labels.
  if (endsInLabel.test(description)) return null;
  const apart = separator.trim() !== '';
  if (unitText !== '') {
    const unit = parseUnit(unitText);
    if (unit === null || (unit.measured && !apart)) return null;
    return match('unitLast', apart && !unit.measured ? 3 : 2, description, `${amount} ${unitText}`, mark);
  }
  return apart && separator.trim() !== ':' ? match('numberLast', 1, description, amount, mark) : null;
}

/** "and another 5 …", "ach so, und 8 …": words of somebody who goes on with a list. */
const addition =
  /^(?:(?:oh|ach ?so|and|und|also|plus|noch|dann|then|sowie|außerdem|another|weitere|dazu)[,\s]+)+(?=\d)/iu;

/** Every way a text can be read as one item: what, and how many. */
export function readItem(text: string, mark: DecimalMark): ItemMatch[] {
  // First, as the end of a long text is slow to find.
  if (text.length > 1_000) return [];
  const trimmed = text
    .trim()
    .replace(/[.;]+$/, '')
    .replace(addition, '');
  if (trimmed.length < 4 || trimmed.length > 600) return [];
  return [readTimesFirst, readFirst, readLabelLast, readTimesLast, readBracketLast, readLast, readWordLast].flatMap(
    (read) => {
      const found = read(trimmed, mark);
      return found === null ? [] : [found];
    },
  );
}
