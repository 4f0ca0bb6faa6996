import type { GridCell } from '../../../contracts/document-reading.ts';
import type { CellStyle } from './read-styles.ts';

export type RawCell = { type: string; value: string; inline: string; style: CellStyle | undefined };

const dayMs = 86_400_000;

/** Serial days since 1899-12-30 (or 1904-01-01) to YYYY-MM-DD; null outside the years 1900 to 2200. */
export function serialToDate(serial: number, date1904: boolean): string | null {
  const days = Math.floor(serial) + (date1904 ? 1462 : 0);
  if (!Number.isFinite(days) || days < 1 || days > 109_938) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * dayMs).toISOString().slice(0, 10);
}

/** A spreadsheet stores 40.88 as 40.880000000000003: fifteen digits are what it shows. */
export function plainNumber(value: string): string | null {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return null;
  if (Number.isInteger(number) && Math.abs(number) < 1e15) return String(number);
  const rounded = Number(number.toPrecision(15));
  const text = String(rounded);
  return text.includes('e') ? rounded.toFixed(10).replace(/\.?0+$/, '') : text;
}

/** What a person sees in the cell, in canonical form; null for an empty or failed one. */
export function cellValue(cell: RawCell, strings: readonly string[], date1904: boolean): Omit<GridCell, 'col'> | null {
  const bold = cell.style?.bold === true ? { bold: true } : {};
  const asText = (text: string): Omit<GridCell, 'col'> | null =>
    text.trim() === '' ? null : { text: text.trim(), kind: 'text', ...bold };
  if (cell.type === 's') return asText(strings[Number(cell.value)] ?? '');
  if (cell.type === 'inlineStr') return asText(cell.inline);
  if (cell.type === 'str') return asText(cell.value);
  if (cell.type === 'b') return asText(cell.value === '1' ? 'TRUE' : 'FALSE');
  if (cell.type === 'e') return null;
  if (cell.type === 'd') return asText(cell.value.slice(0, 10));
  const number = plainNumber(cell.value);
  if (number === null) return asText(cell.value);
  const date = cell.style?.date === true ? serialToDate(Number(number), date1904) : null;
  return date === null ? { text: number, kind: 'number', ...bold } : { text: date, kind: 'date', ...bold };
}
