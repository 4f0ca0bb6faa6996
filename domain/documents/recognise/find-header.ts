import { type ColumnRole, rolesOfHeader } from './column-words.ts';
import type { GeoRow, Span } from './geometry.ts';
import { parseQuantity } from './quantity.ts';

/** Texts of cells that head a table of requested lines: they name a quantity or unit, and what is wanted. */
export function isTableHead(texts: readonly string[]): boolean {
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
  if (amount >= 0.6 && wanted >= 0.6) return true;
  return known >= 3 && (amount >= 0.6 || (wanted >= 0.6 && (found.get('unit') ?? 0) >= 0.6));
}

/** Rows `from` to `to` (inclusive) that make up one table head, and its cells with wrapped words joined. */
export type HeaderBand = { from: number; to: number; cells: Span[] };

const overlaps = (a: Span, b: Span): boolean => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > 0;

/** A row close to the head that only holds more words for its cells. */
function continuesHead(row: GeoRow | undefined, near: GeoRow, cells: readonly Span[]): row is GeoRow {
  if (row === undefined) return false;
  const gap = row.y > near.y ? row.y - near.bottom : near.y - row.bottom;
  if (gap > 1.45 * near.size) return false;
  if (row.spans.length > cells.length || row.bold !== near.bold) return false;
  const wordsOnly = row.spans.every((span) => !/\d/.test(span.text) && span.text.length < 40);
  return wordsOnly && row.spans.every((span) => cells.some((cell) => overlaps(span, cell)));
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

/** The head that starts around row `index`, or null. Words of tall heads may stand above and below the main row. */
export function headerAt(rows: readonly GeoRow[], index: number): HeaderBand | null {
  const main = rows[index];
  if (main === undefined || main.spans.length < 2) return null;
  if (!isTableHead(main.spans.map((span) => span.text))) return null;
  const cells = main.spans.map((span) => ({ ...span }));
  let [from, to] = [index, index];
  const oneLinePitch = main.size * 1.2;
  for (let above = rows[from - 1]; continuesHead(above, rows[from] ?? main, cells); above = rows[from - 1]) {
    addToCells(cells, above, false);
    from--;
  }
  for (let below = rows[to + 1]; continuesHead(below, rows[to] ?? main, cells); below = rows[to + 1]) {
    if (below.spans.length === main.spans.length && below.y - main.y > oneLinePitch) break;
    addToCells(cells, below, true);
    to++;
  }
  return { from, to, cells };
}
