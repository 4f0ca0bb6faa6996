import type { LineFlag } from '../../../contracts/document-reading.ts';
import { fold } from './fold.ts';
import { type DecimalMark, isAmbiguousNumber, numberPattern, parseNumber } from './numbers.ts';
import { parseUnit } from './unit-words.ts';

/** A quantity as requested. `quantity` is a plain decimal, null when the text names none that can be read. */
export type Quantity = { quantity: string | null; unit: string; unitText: string; flags: LineFlag[] };

const numberWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  hundred: 100,
  a: 1,
  an: 1,
  ein: 1,
  eine: 1,
  einen: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  funf: 5,
  fuenf: 5,
  sechs: 6,
  sieben: 7,
  acht: 8,
  neun: 9,
  zehn: 10,
  elf: 11,
  zwolf: 12,
  zwoelf: 12,
  zwanzig: 20,
  dreissig: 30,
  funfzig: 50,
  hundert: 100,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  vingt: 20,
  uno: 1,
  una: 1,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  siete: 7,
  ocho: 8,
  nueve: 9,
  diez: 10,
  doce: 12,
  due: 2,
  tre: 3,
  quattro: 4,
  cinque: 5,
  sei: 6,
  sette: 7,
  otto: 8,
  nove: 9,
  dieci: 10,
  dodici: 12,
  een: 1,
  twee: 2,
  drie: 3,
  vijf: 5,
  zes: 6,
  zeven: 7,
  negen: 9,
  tien: 10,
  twaalf: 12,
};

/** Alternatives for a pattern: every number word but the articles, which stand before anything. */
export const numberWordPattern = Object.keys(numberWords)
  .filter((word) => (numberWords[word] ?? 0) > 1)
  .map((word) => word.replaceAll('u', '[uü]').replaceAll('o', '[oö]').replace('ss', '(?:ss|ß)'))
  .join('|');

/** The number a word stands for ("two", "zwölf"), or null. */
export function wordNumber(word: string): string | null {
  const value = numberWords[fold(word)];
  return value === undefined ? null : String(value);
}

const undecided = /^(?:tbd|tba|tbc|n\/?a|\?+|as required|as needed|various|nach bedarf|offen|a definir|[-–—]+)$/i;
const label =
  /^(?:qty|quantity|anzahl|menge|quantité|qté|cantidad|quantità|aantal|x|×|ca\.?|approx\.?|circa|env\.?|about|etwa|~)\s*[.:=]?\s*/i;
const range = new RegExp(
  `^(${numberPattern})\\s*(?:-|–|—|to|bis|à|a|ou|or|oder|/)\\s*(${numberPattern})\\s*(.*)$`,
  'iu',
);
const leading = new RegExp(`^([-−–]?)\\s*(${numberPattern})\\s*[x×*]?\\s*(.*)$`, 'iu');
const trailing = new RegExp(`^([\\p{L}.]+)\\s+(${numberPattern})$`, 'iu');

/** More than ten million of anything is a slip or a trick. */
const mostQuantity = 10_000_000;

function judge(quantity: string, written: string, negative: boolean, measured: boolean, mark: DecimalMark): LineFlag[] {
  const value = Number(quantity);
  if (negative || value <= 0 || value > mostQuantity) return ['quantity_impossible'];
  if (!measured && !Number.isInteger(value)) return ['quantity_impossible'];
  return isAmbiguousNumber(written) && mark === null && /\./.test(written) && measured ? ['quantity_ambiguous'] : [];
}

function read(written: string, negative: boolean, unitText: string, mark: DecimalMark): Quantity | null {
  const known = unitText === '' ? { unit: 'pcs', measured: false } : parseUnit(unitText);
  // A measured unit may well be 1.250 kg; pieces come by the thousand.
  const quantity = parseNumber(written, known?.measured === true ? mark : null);
  if (quantity === null) return null;
  const flags = judge(quantity, written, negative, known?.measured ?? false, mark);
  if (known === null) flags.push('unit_unknown');
  const signed = negative && quantity !== '0' ? `-${quantity}` : quantity;
  return { quantity: signed, unit: known?.unit ?? fold(unitText), unitText, flags };
}

function readRange(text: string, mark: DecimalMark): Quantity | null {
  const match = range.exec(text);
  const from = parseNumber(match?.[1] ?? '');
  const to = parseNumber(match?.[2] ?? '');
  const rest = (match?.[3] ?? '').trim();
  if (match === null || from === null || to === null || Number(to) <= Number(from)) return null;
  if (rest !== '' && parseUnit(rest) === null) return null;
  const low = read(match[1] ?? '', false, rest, mark);
  return low === null ? null : { ...low, flags: [...low.flags, 'quantity_range'] };
}

function readWords(text: string): Quantity | null {
  const [first = '', ...rest] = text.split(/\s+/);
  const unitText = rest.join(' ');
  const number = wordNumber(first);
  if (number === null || (unitText !== '' && parseUnit(unitText) === null)) return null;
  return read(number, false, unitText, null);
}

/**
 * Reads a whole cell as a quantity with an optional unit: "15", "1.500 Stück", "3 boxes of 10", "x 12", "pcs 5",
 * "10-12", "two dozen". Null when the text is something else. An undecided one ("tbd") has no number and a flag.
 */
export function parseQuantity(text: string, mark: DecimalMark = null): Quantity | null {
  const bare = text.trim().replace(label, '').trim();
  if (bare === '' || bare.length > 40) return null;
  if (undecided.test(bare)) return { quantity: null, unit: 'pcs', unitText: '', flags: ['quantity_missing'] };
  const ranged = readRange(bare, mark);
  if (ranged !== null) return ranged;
  const match = leading.exec(bare);
  if (match !== null) {
    const unitText = (match[3] ?? '').trim();
    if (unitText !== '' && parseUnit(unitText) === null && !isShortWord(unitText)) return null;
    return read(match[2] ?? '', match[1] !== '', unitText, mark);
  }
  const turned = trailing.exec(bare);
  if (turned !== null && parseUnit(turned[1] ?? '') !== null)
    return read(turned[2] ?? '', false, turned[1] ?? '', mark);
  return readWords(bare);
}

/** A unit nobody listed is still one short word; a currency or a per cent sign is none. */
function isShortWord(text: string): boolean {
  return (
    /^\p{L}{1,12}\.?$/u.test(text) &&
    !/^(?:eur|usd|gbp|chf|euros?|dollars?|pounds?|days?|tage?|weeks?|wochen?|jours?|h|uhr|am|pm|th|st|nd|rd|%)$/i.test(
      text,
    )
  );
}
