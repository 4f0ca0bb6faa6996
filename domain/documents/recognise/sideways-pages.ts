import { columnOf, type Interval } from './column-layout.ts';
import { rolesOfHeader } from './column-words.ts';
import { joinWrapped } from './fold.ts';
import type { GeoRow, Span } from './geometry.ts';
import { type Cell, type Grid, joinSources } from './grid.ts';
import { parseQuantity } from './quantity.ts';
import { isSideways, setUpright, type SidewaysProduct } from './sideways-tables.ts';

/** Rows of a page with tables on their side (one product per column) taken out and set upright. */
export type SidewaysOfPage = { grids: Grid[]; rest: GeoRow[] };

/** "Qty  5  12  3": a label for amounts, and at least two of them. */
function isQuantityRow({ spans: [label, ...values] }: GeoRow): boolean {
  return (
    label !== undefined &&
    values.length >= 2 &&
    (rolesOfHeader(label.text).get('quantity') ?? 0) >= 0.6 &&
    values.every(({ text }) => /\d/.test(text) && parseQuantity(text) !== null)
  );
}

const areApart = (columns: readonly Interval[]): boolean =>
  columns.every((column, at) => column.x1 < (columns[at + 1]?.x0 ?? Infinity));

/** Columns of the products: the amounts' places, widened by rows that have a value for each. */
function columnsOf(near: readonly GeoRow[], amounts: readonly Span[], isLabel: (span: Span) => boolean): Interval[] {
  return near.reduce<Interval[]>(
    (columns, row) => {
      const values = row.spans.filter((span) => !isLabel(span));
      if (values.length !== columns.length) return columns;
      const wider = columns.map((column, at) => ({
        x0: Math.min(column.x0, values[at]?.x0 ?? Infinity),
        x1: Math.max(column.x1, values[at]?.x1 ?? -Infinity),
      }));
      return areApart(wider) ? wider : columns;
    },
    [...amounts],
  );
}

/** Rows next to each other from `at` in one direction, as far as all their values stand in the columns. */
function reach(rows: readonly GeoRow[], at: number, step: 1 | -1, belongs: (row: GeoRow) => boolean): GeoRow[] {
  const found: GeoRow[] = [];
  for (let next = at + step; ; next += step) {
    const [row, near] = [rows[next], rows[next - step]];
    if (row === undefined || near === undefined || !belongs(row)) return found;
    const gap = step === 1 ? row.y - near.bottom : near.y - row.bottom;
    if (gap > 3.2 * row.size) return found;
    found.push(row);
  }
}

type Label = { row: GeoRow; text: string };

/** Lines of cells that wrap stand above or below their label: each belongs to the nearest one. */
function nearestLabel(row: GeoRow, labels: readonly Label[]): number {
  const distances = labels.map((label) => Math.abs(label.row.y - row.y));
  return distances.indexOf(Math.min(...distances));
}

function readProducts(
  rows: readonly GeoRow[],
  labels: readonly Label[],
  columns: readonly Interval[],
  isLabel: (span: Span) => boolean,
): SidewaysProduct[] {
  return columns.map((_, column) => {
    const cells: (Cell | undefined)[] = Array.from({ length: labels.length });
    const spans = rows.flatMap((row) =>
      row.spans
        .filter((span) => !isLabel(span) && columnOf(span, columns) === column)
        .map((span) => ({ span, label: nearestLabel(row, labels) })),
    );
    for (const { span, label } of spans) {
      const above = cells[label];
      cells[label] = { text: above === undefined ? span.text : joinWrapped(above.text, span.text) };
    }
    const [first = { part: 0 }, ...others] = spans.map(({ span }) => span.source);
    return { cells, source: others.reduce(joinSources, first) };
  });
}

function sidewaysAround(rows: readonly GeoRow[], at: number): { grid: Grid; used: GeoRow[] } | null {
  const [label, ...amounts] = rows[at]?.spans ?? [];
  const main = rows[at];
  if (label === undefined || main === undefined) return null;
  const left = Math.min(...amounts.map((span) => span.x0));
  const isLabelSpan = (span: Span): boolean => Math.abs(span.x0 - label.x0) < 4 && span.x1 < left;
  const isNear = (row: GeoRow): boolean => row.spans.some((span) => !isLabelSpan(span));
  const near = [...reach(rows, at, -1, isNear), ...reach(rows, at, 1, isNear)];
  const columns = columnsOf(near, amounts, isLabelSpan);
  const inColumns = (row: GeoRow): boolean =>
    isNear(row) &&
    row.spans.every((span) => {
      const shared = columns.filter((column) => Math.min(span.x1, column.x1) > Math.max(span.x0, column.x0));
      return isLabelSpan(span) || shared.length === 1;
    });
  const used = [...reach(rows, at, -1, inColumns).toReversed(), main, ...reach(rows, at, 1, inColumns)];
  const labels = used.flatMap((row): Label[] =>
    row.spans.filter(isLabelSpan).map(({ text }) => ({ row, text: text.replace(/\s*[:：]$/, '') })),
  );
  const products = readProducts(used, labels, columns, isLabelSpan);
  const texts = labels.map(({ text }) => text);
  if (!isSideways(texts, products)) return null;
  const lines = setUpright(texts, products, { order: used[0]?.order ?? 0, source: label.source });
  return { grid: { lines, columns: texts.length }, used };
}

/** Finds tables on their side by the row that counts: a label and an amount for each product. */
export function takeSideways(rows: readonly GeoRow[]): SidewaysOfPage {
  const grids: Grid[] = [];
  const used = new Set<GeoRow>();
  rows.forEach((row, at) => {
    if (used.has(row) || !isQuantityRow(row)) return;
    const found = sidewaysAround(rows, at);
    if (found === null || found.used.some((other) => used.has(other))) return;
    grids.push(found.grid);
    for (const other of found.used) used.add(other);
  });
  return { grids, rest: rows.filter((row) => !used.has(row)) };
}
