import { colourOf, conceptOf } from '../../matching/word-equivalents.ts';
import { rolesOfHeader } from './column-words.ts';
import { fold } from './fold.ts';

/** What the columns of a matrix tell apart. */
export type VariantKind = 'size' | 'measure' | 'colour';

/** A column that stands for a size, measure or colour; its cells count how many of that one are wanted. */
export type Variant = { column: number; text: string };

/** Columns of variants in a row of cells, next to each other but for empty ones; null when the row heads no matrix. */
export type MatrixHead = { kind: VariantKind; variants: Variant[] };

const prefix = String.raw`(?:(?:size|gr(?:ö(?:ß|ss)e)?|eu|uk|us|taille|maat)[.:]?\s*)?`;
const letters = new RegExp(
  `^${prefix}(?:x{0,4}s|m|x{0,5}l|[2-6]xl|[2-3]xs)(?:\\s?[/-]\\s?(?:x{0,3}s|m|x{0,4}l))?$`,
  'iu',
);
const figure = new RegExp(`^${prefix}(\\d{1,3}(?:[.,]5|½)?)$`, 'iu');
const measure = /^(\d{1,5}(?:[.,]\d{1,3})?)\s?(mm|cm|m|in|inch|zoll|"|ft|kg|g|l|ml)$/iu;

/** Words that say the numbers below or beside them are sizes. */
const sizeWord =
  /\b(?:sizes?|gr(?:ö(?:ß|ss)en?)|gr\.|konfektion\p{L}*|schuhgr\p{L}*|kleidergr\p{L}*|tailles?|pointures?|maat|tallas?|taglie?)(?!\p{L})/iu;

export const saysSize = (text: string): boolean => sizeWord.test(text);

export function isColour(text: string): boolean {
  const words = fold(text)
    .split(' ')
    .filter((word) => !/^(?:dark|light|dunkel|hell|bright|matt|royal)$/.test(word));
  return words.length > 0 && words.length <= 2 && words.every((word) => colourOf(conceptOf(word)) !== undefined);
}

const numberIn = (text: string, pattern: RegExp): number =>
  Number((pattern.exec(text)?.[1] ?? '').replace(',', '.').replace('½', '.5'));

/** Sizes go up in steps of at most two widths (halves then wholes, shoes then boots). */
function isLadder(values: readonly number[]): boolean {
  const steps = values.slice(1).map((value, at) => value - (values[at] ?? 0));
  return steps.every((step) => step > 0 && step <= 12) && new Set(steps).size <= 2;
}

/** Clothes and shoes are numbered in this range; lower numbers are sizes only where a word says so. */
const [smallestSize, largestSize] = [32, 188];

function kindOf(texts: readonly string[], hinted: boolean): VariantKind | null {
  const every = (test: (text: string) => boolean): boolean => texts.every(test);
  if (new Set(texts.map(fold)).size < texts.length) return null;
  if (every((text) => letters.test(text))) return texts.length >= 3 || hinted ? 'size' : null;
  if (every((text) => figure.test(text))) {
    const values = texts.map((text) => numberIn(text, figure));
    const spoken = hinted || every((text) => /\p{L}/u.test(text));
    const usual = values.length >= 3 && (values[0] ?? 0) >= smallestSize && (values.at(-1) ?? 0) <= largestSize;
    return isLadder(values) && (spoken || usual) ? 'size' : null;
  }
  if (every((text) => measure.test(text))) {
    const units = new Set(texts.map((text) => measure.exec(text)?.[2]?.toLowerCase()));
    return units.size === 1 ? 'measure' : null;
  }
  return every(isColour) ? 'colour' : null;
}

const variantWord = /\b(?:colou?rs?|farben?|farbton|couleurs?|kleur|länge|length)\b/iu;

/** A head over colours or lengths, not over what they are of. */
export const headsVariants = (text: string): boolean => variantWord.test(text) && !/arti[kc]|produ|item/iu.test(text);

/** A cell that heads the rows' names: amounts in a row of the body have a name there instead. */
export const headsNames = (text: string): boolean =>
  variantWord.test(text) || saysSize(text) || Math.max(0, ...rolesOfHeader(text).values()) >= 0.9;

const mayBeVariant = (text: string): boolean =>
  text.length <= 24 && (letters.test(text) || figure.test(text) || measure.test(text) || isColour(text));

/**
 * The variants in a row of cells: at least two, in neighbouring columns. `hinted`: a word near the row says that they
 * are sizes, which bare small numbers and two letters need.
 */
export function matrixHead(cells: readonly (string | undefined)[], hinted = false): MatrixHead | null {
  const filled = cells.flatMap((text, column) => (text === undefined || text === '' ? [] : [{ column, text }]));
  const first = filled.findIndex(({ text }) => mayBeVariant(text));
  if (first === -1) return null;
  const after = filled.slice(first).findIndex(({ text }) => !mayBeVariant(text));
  const variants = filled.slice(first, after === -1 ? undefined : first + after);
  const said = hinted || filled.some(({ text }) => saysSize(text));
  const kind =
    variants.length < 2
      ? null
      : kindOf(
          variants.map(({ text }) => text),
          said,
        );
  const isBare = variants.some(({ text }) => /^[\d.,½]+$/.test(text));
  const headed = filled.slice(0, first).every(({ text }) => headsNames(text));
  return kind === null || (isBare && !headed) ? null : { kind, variants };
}
