import { type ColumnRole, rolesOfHeader } from './column-words.ts';
import type { GeoRow, Span } from './geometry.ts';
import { matrixHead } from './matrix-head.ts';
import { parseQuantity } from './quantity.ts';

/** Texts of cells that head a table of requested lines: they name a quantity or unit, and what is wanted. */
export function isTableHead(texts: readonly string[]): boolean {
  // Sizes or colours beside each other head a matrix, which has no column of quantities.
  if (matrixHead(texts) !== null) return false;
  const found = new Map<ColumnRole, number>();
  let known = 0;
  let values = 0;
  for (const text of texts) {
    const roles = rolesOfHeader(text);
    const best = Math.max(0, ...roles.values());
    if (best >= 0.6) known++;
    else if (/\d/.test(text) && parseQuantity(text) !== null) values++;
    for (const [role, fit] of roles) found.set(role, Math.max(found.get(role) ?? 0, fit));
  }
  if (known < 2 || values > 0 || known * 2 < texts.length) return false;
  const amount = found.get('quantity') ?? 0;
  const wanted = Math.max(found.get('description') ?? 0, found.get('partNumber') ?? 0, found.get('customerPart') ?? 0);
  // Three known heads make a table even when the word over the quantities is a stranger.
  return (amount >= 0.6 && wanted >= 0.6) || (known >= 3 && Math.max(amount, wanted) >= 0.6);
}

/** Rows `from` to `to` (inclusive) that make up one table head, and its cells with wrapped words joined. */
export type HeaderBand = { from: number; to: number; cells: Span[] };

const overlaps = (a: Span, b: Span): boolean => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > 0;

const gapBetween = (upper: GeoRow, lower: GeoRow): number => lower.y - upper.bottom;

/** A row close to the head that only holds more words for its cells. */
function holdsHeadWords(row: GeoRow, near: GeoRow, cells: readonly Span[]): boolean {
  const gap = row.y > near.y ? gapBetween(near, row) : gapBetween(row, near);
  if (gap > 1.45 * near.size || row.spans.length > cells.length || row.bold !== near.bold) return false;
  const wordsOnly = row.spans.every((span) => !/\d/.test(span.text) && span.text.length < 40);
  return wordsOnly && row.spans.every((span) => cells.some((cell) => overlaps(span, cell)));
}

/** Below the head, a row that stands closer to the next row than to the head starts the body. */
function continuesBelow(rows: readonly GeoRow[], to: number, main: GeoRow, cells: readonly Span[]): boolean {
  const [last, below, next] = [rows[to], rows[to + 1], rows[to + 2]];
  if (last === undefined || below === undefined || !holdsHeadWords(below, last, cells)) return false;
  if (below.spans.length === main.spans.length && below.y - main.y > main.size * 1.2) return false;
  return next === undefined || gapBetween(last, below) <= gapBetween(below, next) * 1.02;
}

function continuesAbove(rows: readonly GeoRow[], from: number, cells: readonly Span[]): boolean {
  const [above, first] = [rows[from - 1], rows[from]];
  return above !== undefined && first !== undefined && holdsHeadWords(above, first, cells);
}

function addToCells(cells: Span[], row: GeoRow, below: boolean): void {
  for (const span of row.spans) {
    const cell = cells.find((candidate) => overlaps(candidate, span));
    if (cell === undefined) continue;
    cell.text = below ? `${cell.text} ${span.text}` : `${span.text} ${cell.text}`;
    cell.x0 = Math.min(cell.x0, span.x0);
    cell.x1 = Math.max(cell.x1, span.x1);
  }
}

const textsOf = (cells: readonly Span[]): string[] => cells.map((cell) => cell.text);

/** The head that starts around row `index`, or null. Words of tall heads may stand above and below the main row. */
export function headerAt(rows: readonly GeoRow[], index: number): HeaderBand | null {
  const main = rows[index];
  if (main === undefined || main.spans.length < 2 || !mayHead(textsOf(main.spans))) return null;
  const cells = main.spans.map((span) => ({ ...span }));
  let [from, to] = [index, index];
  while (continuesAbove(rows, from, cells)) {
    from--;
    const above = rows[from];
    if (above !== undefined) addToCells(cells, above, false);
  }
  while (continuesBelow(rows, to, main, cells)) {
    to++;
    const below = rows[to];
    if (below !== undefined) addToCells(cells, below, true);
  }
  return isTableHead(textsOf(cells)) || isTableHead(textsOf(main.spans)) ? { from, to, cells } : null;
}

/** Cheap first look: a cell with words a head may hold, and no amount. */
function mayHead(texts: readonly string[]): boolean {
  if (texts.some((text) => /\d/.test(text) && parseQuantity(text) !== null)) return false;
  return texts.some((text) => Math.max(0, ...rolesOfHeader(text).values()) >= 0.6);
}
