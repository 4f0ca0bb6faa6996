import { columnOf, type Interval } from './column-layout.ts';
import { rolesOfHeader } from './column-words.ts';
import { fold, joinWrapped } from './fold.ts';
import type { GeoRow, Span } from './geometry.ts';
import { type Cell, type Grid, joinSources } from './grid.ts';
import { parseQuantity } from './quantity.ts';
import { widestGap } from './row-bands.ts';
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

/** Labels down the side. One that is broken over two lines is known when they are joined. */
function labelsOf(rows: readonly GeoRow[], isLabel: (span: Span) => boolean): Label[] {
  const labels: Label[] = [];
  for (const row of rows) {
    const [span] = row.spans;
    if (span === undefined || !isLabel(span)) continue;
    const open = labels.at(-1);
    const text = span.text.replace(/\s*[:：]$/, '');
    const whole = joinWrapped(open?.text ?? '', text);
    const isBroken = open !== undefined && row.y - open.row.bottom < 1.35 * row.size;
    if (isBroken && [...rolesOfHeader(whole).values()].includes(1)) open.text = whole;
    else labels.push({ row, text });
  }
  return labels;
}

/** The label each row belongs to: lines of wrapped cells go with the label that no wide gap sets them apart from. */
function labelOfRows(rows: readonly GeoRow[], labels: readonly Label[]): Map<GeoRow, number> {
  const places = labels.map(({ row }) => rows.indexOf(row));
  const found = new Map<GeoRow, number>();
  rows.forEach((row, at) => {
    const next = places.findIndex((place) => place > at);
    const above = next === -1 ? labels.length - 1 : next - 1;
    const [upper, lower] = [places[above] ?? -1, rows[places[next] ?? -1]];
    const isAbove = upper === at || lower === undefined;
    const split = isAbove ? Infinity : widestGap(rows[upper], rows.slice(upper + 1, places[next]), lower);
    found.set(row, at - upper - 1 < split ? Math.max(0, above) : next);
  });
  return found;
}

function readProducts(
  rows: readonly GeoRow[],
  labels: readonly Label[],
  columns: readonly Interval[],
  isLabel: (span: Span) => boolean,
): SidewaysProduct[] {
  const labelOf = labelOfRows(rows, labels);
  return columns.map((_, column) => {
    const cells: (Cell | undefined)[] = Array.from({ length: labels.length });
    const spans = rows.flatMap((row) =>
      row.spans
        .filter((span) => !isLabel(span) && columnOf(span, columns) === column)
        .map((span) => ({ span, label: labelOf.get(row) ?? 0 })),
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
  const isNear = (row: GeoRow): boolean =>
    row.spans.some((span) => !isLabelSpan(span)) || row.spans.every((span) => span.text.length <= 20);
  const near = [...reach(rows, at, -1, isNear), ...reach(rows, at, 1, isNear)];
  const columns = columnsOf(near, amounts, isLabelSpan);
  const inColumns = (row: GeoRow): boolean =>
    isNear(row) &&
    row.spans.every((span) => {
      const shared = columns.filter((column) => Math.min(span.x1, column.x1) > Math.max(span.x0, column.x0));
      const isRight = span.x0 > (columns[0]?.x0 ?? 0) - 4;
      return isLabelSpan(span) || (isRight && shared.length === 1);
    });
  // A label that comes again begins the next table.
  const seen = new Set([fold(label.text)]);
  const isNew = (row: GeoRow): boolean => {
    const own = row.spans.filter(isLabelSpan).map((span) => fold(span.text));
    const isKnown = own.some((text) => seen.has(text));
    for (const text of own) seen.add(text);
    return !isKnown && inColumns(row);
  };
  const used = [...reach(rows, at, -1, isNew).toReversed(), main, ...reach(rows, at, 1, isNew)];
  const labels = labelsOf(used, isLabelSpan);
  const products = readProducts(used, labels, columns, isLabelSpan);
  const texts = labels.map(({ text }) => text);
  if (!isSideways(texts, products)) return null;
  const lines = setUpright(texts, products, { order: used[0]?.order ?? 0, source: label.source });
  return { grid: { lines, columns: texts.length }, used };
}

/** Finds tables on their side by the row that counts: a label and an amount for each product. */
export function takeSideways(rows: readonly GeoRow[]): SidewaysOfPage {
  const grids: Grid[] = [];
  let rest = [...rows];
  for (const row of rows.filter(isQuantityRow)) {
    const found = sidewaysAround(rest, rest.indexOf(row));
    if (found === null) continue;
    grids.push(found.grid);
    rest = rest.filter((other) => !found.used.includes(other));
  }
  return { grids, rest };
}
