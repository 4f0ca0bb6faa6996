import { foldText } from './fold-text.ts';
import { gluedUnit } from './measures.ts';

/** A piece of the text by shape. `text` is folded; `shown` is what the reader of the page saw. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly shown: string; readonly joined: string }
  | { readonly kind: 'number'; readonly text: string; readonly shown: string; readonly value: number }
  | {
      readonly kind: 'glued';
      readonly text: string;
      readonly shown: string;
      readonly value: number;
      readonly unit: string;
    }
  | {
      readonly kind: 'code';
      readonly text: string;
      readonly shown: string;
      readonly prefix: string;
      readonly number: string;
    }
  | {
      readonly kind: 'mixed';
      readonly text: string;
      readonly shown: string;
      readonly key: string;
      readonly pieces: readonly string[];
    }
  | {
      readonly kind: 'sizes';
      readonly text: string;
      readonly shown: string;
      readonly sides: readonly string[];
      readonly unit: string;
    };

const MAX_CHUNK_CHARS = 48;
const CHUNK = /[\p{L}\p{N}°%]+(?:[-./+&_#\\]{1,2}[\p{L}\p{N}]+|(?<=\d),\d+)*(?:%|"|'(?!\p{L}))?|"/gu;
const NUMBER = /^\d+(?:\.\d+)?$/;
const GLUED = /^(\d+(?:\.\d+)?)[-]?([a-z°%"']+[23]?)$/;
const NUMBER_WORDS = /^(\d+)-(?:in-)?([a-z]+)$/;
const SIZES = /^([a-z]{0,2}\d+(?:\.\d+)?)((?:x\d+(?:\.\d+)?)+)([a-z"]*[23]?)$/;
const CORES = /^(\d{1,2})g(\d{1,3}(?:\.\d+)?)(?:mm2|qmm)?$/;
const MANY_IN_ONE = /^(\d{1,3})-?in-?(?:1|one)$/;
const WORD_AND_MEASURE = /^([a-z]{3,})-(\d[a-z0-9.]*)$/;
const CODE = /^([a-z]{1,6})[-.]?(\d{1,4}(?:\.\d{1,2})?)$/;
const WORDS = /^[a-z]+(?:[-./+&_#\\]+[a-z]+)*$/;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/;
const MIXED_FRACTION = /(\d+)[- ](\d{1,2})\/(\d{1,2})(?!\d)/g;
const PLAIN_FRACTION = /(?<![\d./-])(\d{1,2})\/(2|4|8|16|32|64)(?![\d/])/g;
const SPACED_TIMES = /(\d(?:\s?(?:"|mm|cm|m))?)\s+x\s+(?=\d)/g;

function decimal(whole: string, over: string, under: string): string {
  const value = Number(whole) + Number(over) / Number(under);
  return Number(over) < Number(under) ? String(Number(value.toFixed(4))) : `${whole} ${over}/${under}`;
}

/** `8-1/2` → `8.5`; `1/4` → `0.25`; `3 x 1,5` → `3x1.5`: one spelling before the text is cut. */
function plainNumbers(folded: string): string {
  return folded
    .replace(MIXED_FRACTION, (_, whole: string, over: string, under: string) => decimal(whole, over, under))
    .replace(PLAIN_FRACTION, (_, over: string, under: string) => decimal('0', over, under))
    .replace(SPACED_TIMES, '$1x');
}

function plainNumber(chunk: string): string {
  return THOUSANDS.test(chunk) ? chunk.replaceAll(',', '') : chunk.replaceAll(',', '.');
}

/** `2.0` → `2`, while `02` stays: a leading zero belongs to the code. */
function shortNumber(digits: string): string {
  return digits.replace(/\.0+$/, '');
}

const NUMBER_NAMES = new Map(
  'one eins two zwei three drei four vier five funf six sechs seven sieben eight acht nine neun ten zehn'
    .split(' ')
    .map((name, at) => [name, 1 + Math.floor(at / 2)] as const),
);

/** `six` and `sechs` are 6; after `two-` the hyphen is kept out, so that `two-way` reads like `2 way`. */
function wordOrNumber(word: string, joined: string): Token {
  const value = NUMBER_NAMES.get(word);
  if (value === undefined) return { kind: 'word', text: word, shown: word, joined };
  return { kind: 'number', text: String(value), shown: word, value };
}

function letterToken(chunk: string): readonly Token[] {
  const words = chunk.split(/[^a-z]+/).filter((word) => word !== '');
  const joined = words.length > 1 ? words.join('') : '';
  return words.map((word) => wordOrNumber(word, joined));
}

function mixedToken(chunk: string): Token {
  const pieces = chunk.split(/[^\p{L}\p{N}]+/u).filter((piece) => piece !== '');
  return { kind: 'mixed', text: chunk, shown: chunk, key: pieces.join(''), pieces };
}

function sizesToken(chunk: string, match: RegExpExecArray): Token {
  const sides = [match[1] ?? '', ...(match[2] ?? '').split('x').slice(1)];
  return { kind: 'sizes', text: chunk, shown: chunk, sides, unit: match[3] ?? '' };
}

/** `new-1500va`: a word and a measure; part numbers of that shape (`spk-24gx`) have no unit at the end. */
function wordAndMeasure(chunk: string): readonly Token[] | undefined {
  const [, word = '', rest = ''] = WORD_AND_MEASURE.exec(chunk) ?? [];
  const unit = GLUED.exec(rest)?.[2] ?? '';
  if (word === '' || unit.length < 2 || gluedUnit(unit) === undefined) return undefined;
  return [...letterToken(word), ...tokensOf(rest)];
}

function tokensOf(raw: string): readonly Token[] {
  const chunk = plainNumber(raw.slice(0, MAX_CHUNK_CHARS));
  if (NUMBER.test(chunk)) return [{ kind: 'number', text: String(Number(chunk)), shown: chunk, value: Number(chunk) }];
  if (WORDS.test(chunk)) return letterToken(chunk);
  const sizes = SIZES.exec(chunk);
  if (sizes !== null) return [sizesToken(chunk, sizes)];
  const cores = CORES.exec(chunk);
  if (cores !== null)
    return [{ kind: 'sizes', text: chunk, shown: chunk, sides: [cores[1] ?? '', cores[2] ?? ''], unit: '' }];
  const many = MANY_IN_ONE.exec(chunk)?.[1];
  if (many !== undefined) return [{ kind: 'code', text: `in${many}`, shown: chunk, prefix: 'in', number: many }];
  const code = CODE.exec(chunk);
  if (code !== null)
    return [{ kind: 'code', text: chunk, shown: chunk, prefix: code[1] ?? '', number: shortNumber(code[2] ?? '') }];
  const glued = GLUED.exec(chunk) ?? NUMBER_WORDS.exec(chunk);
  if (glued !== null)
    return [{ kind: 'glued', text: chunk, shown: chunk, value: Number(glued[1]), unit: glued[2] ?? '' }];
  return wordAndMeasure(chunk) ?? [mixedToken(chunk)];
}

/** Cuts a text into at most `limit` tokens. Linear in the length of the text, which `foldText` caps. */
export function readTokens(text: string, limit: number): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of plainNumbers(foldText(text)).matchAll(CHUNK)) {
    tokens.push(...tokensOf(match[0]));
    if (tokens.length >= limit) break;
  }
  return tokens.slice(0, limit);
}
