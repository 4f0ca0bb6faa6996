import { parseDate } from './dates.ts';
import { parseNumber } from './numbers.ts';
import { parseQuantity } from './quantity.ts';
import { parseUnit } from './unit-words.ts';

/** How the values of a column behave; shares are of the filled cells. */
export type ColumnProfile = {
  filled: number;
  integers: number;
  decimals: number;
  quantities: number;
  /** Quantities that name their unit ("15 pcs"). */
  withUnit: number;
  units: number;
  codes: number;
  /** All codes have one shape ("A-90029", "MAT-30983"): numbers somebody assigned. */
  uniform: number;
  dates: number;
  emails: number;
  gtins: number;
  letters: number;
  words: number;
  length: number;
  sequence: boolean;
  constant: boolean;
};

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** A code: at most three tokens, digits in it, no sentence. */
export function isCode(value: string): boolean {
  if (/^[\d.,' ]*[.,]\d{1,2}$/.test(value)) return false;
  return (
    value.length >= 3 &&
    value.length <= 30 &&
    /\d/.test(value) &&
    value.split(/\s+/).length <= 3 &&
    !/[,;:!?]/.test(value)
  );
}

/** Digits as 9, letter runs as A: "MAT-30983" and "IT-66801" share a shape. */
const shapeOf = (value: string): string => value.replaceAll(/\p{L}+/gu, 'A').replaceAll(/\d/g, '9');

function uniformity(values: readonly string[]): number {
  const shapes = new Map<string, number>();
  for (const value of values) shapes.set(shapeOf(value), (shapes.get(shapeOf(value)) ?? 0) + 1);
  return values.length === 0 ? 0 : Math.max(...shapes.values()) / values.length;
}

/** Numbers of a list in parts: 1.1, 1.2, 2.1. Each goes one on from the one before, or starts a part again. */
function isOutline(values: readonly string[]): boolean {
  const parts = values.map((value) => /^(\d{1,3}(?:[.-]\d{1,3}){1,3})\.?$/.exec(value)?.[1]?.split(/[.-]/).map(Number));
  return (
    values.length >= 3 && parts.every((part, at) => part !== undefined && (at === 0 || follows(parts[at - 1], part)))
  );
}

function follows(before: readonly number[] | undefined, after: readonly number[]): boolean {
  const at = after.findIndex((number, place) => number !== before?.[place]);
  return at !== -1 && after[at] === (before?.[at] ?? 0) + 1 && after.slice(at + 1).every((number) => number <= 1);
}

/** Counts up by one constant step (1, 2, 3 or 10, 20, 30), a few gaps forgiven. */
function isSequence(values: readonly string[]): boolean {
  const numbers = values.map((value) => Number(value.replace(/[.)]$/, '')));
  if (numbers.length < 2 || numbers.some((n) => !Number.isInteger(n))) return false;
  const steps = numbers.slice(1).map((n, i) => n - (numbers[i] ?? 0));
  const step = steps[0] ?? 0;
  const regular = steps.filter((other) => other === step).length;
  const first = numbers[0] ?? 0;
  // Two numbers alone count up by chance.
  const isCount = numbers.length > 2 || step === 1 || step === first;
  return isCount && step > 0 && step <= 100 && first <= step * 2 && regular >= steps.length * 0.8;
}

export function profileColumn(cells: readonly string[]): ColumnProfile {
  const values = cells.map((cell) => cell.trim()).filter((cell) => cell !== '' && !/^[-–—.]$/.test(cell));
  const numbers = values.map((value) => parseNumber(value));
  const codes = values.filter(isCode);
  return {
    filled: cells.length === 0 ? 0 : values.length / cells.length,
    integers: values.length === 0 ? 0 : numbers.filter((n) => n !== null && !n.includes('.')).length / values.length,
    decimals: share(
      values,
      (value) => /^\D{0,4}\d[\d.,' ]*[.,]\d{2}\D{0,4}$/.test(value) && !/[.,]00\D{0,4}$/.test(value),
    ),
    quantities: share(values, (value) => parseQuantity(value) !== null),
    withUnit: share(values, (value) => (parseQuantity(value)?.unitText ?? '') !== ''),
    units: share(values, (value) => parseUnit(value) !== null),
    codes: values.length === 0 ? 0 : codes.length / values.length,
    uniform: uniformity(codes),
    dates: share(values, (value) => parseDate(value) !== null),
    emails: share(values, (value) => /^\S+@\S+\.\w+$/.test(value)),
    gtins: share(values, (value) => /^\d{8}$|^\d{12,14}$/.test(value)),
    letters: share(values, (value) => /\p{L}{3}/u.test(value)),
    words: mean(values.map((value) => value.split(/\s+/).length)),
    length: mean(values.map((value) => value.length)),
    sequence: isSequence(values) || isOutline(values),
    constant: values.length >= 2 && new Set(values).size === 1,
  };
}
