import type { ContentPart } from '../../../contracts/document-reading.ts';
import { rolesOfHeader } from './column-words.ts';
import { isTableHead } from './find-header.ts';
import { baselineRows, type GeoRow, mergeHalfRows, type Span } from './geometry.ts';

/**
 * An empty strip down a page: two texts stand left and right of it. `x` is where the right one begins; `besideTable`:
 * the head of a table stands on one side alone, so that nothing of the other belongs to it.
 */
export type Gutter = { x: number; top: number; bottom: number; besideTable: boolean };

/** A page read one column after the other instead of across. */
export type UnrolledPage = { gutter: Gutter; rows: GeoRow[] };

type Run = { x: number; from: number; to: number; weight: number; besideTable: boolean };

const fewestRows = 3;

const isRight = (span: Span, x: number): boolean => span.x0 >= x - 2;

/** How wide the strip is at least, in letter heights: wider than any space between words. */
const gutterSizes = 0.9;

const crosses = (row: GeoRow, x: number): boolean =>
  row.spans.some((span) => !isRight(span, x) && span.x1 > x - gutterSizes * row.size);

/** Columns of codes, amounts or units have hardly a word per row; texts have more. */
function isWordy(sides: readonly (readonly Span[])[]): boolean {
  const words = sides.map((spans) => spans.flatMap((span) => span.text.match(/\p{L}{2,}/gu) ?? []).length);
  return sides.length >= fewestRows && words.reduce((sum, count) => sum + count, 0) >= 1.4 * sides.length;
}

const side = (rows: readonly GeoRow[], test: (span: Span) => boolean): Span[][] =>
  rows.map((row) => row.spans.filter(test)).filter((spans) => spans.length > 0);

type Heads = 'none' | 'across' | 'aside';

/** Where heads of tables stand: their words on both sides make one table of both, unless each side has a whole head. */
function headsOf(rows: readonly GeoRow[], x: number): Heads {
  let found: Heads = 'none';
  for (const { spans } of rows) {
    const sides = [spans.filter((span) => !isRight(span, x)), spans.filter((span) => isRight(span, x))];
    const texts = sides.map((cells) => cells.map((span) => span.text));
    const heads = texts.filter((cells) => isTableHead(cells)).length;
    const words = texts.filter((cells) => cells.some((text) => Math.max(0, ...rolesOfHeader(text).values()) >= 0.9));
    if (heads < 2 && words.length === 2 && isTableHead(texts.flat())) return 'across';
    if (heads > 0) found = heads > 1 || !keepsStep(rows, x) ? 'aside' : 'across';
    if (found === 'across') return found;
  }
  return found;
}

/** Whether what stands right of `x` begins on the lines of what stands left, as a table's last column does. */
function keepsStep(rows: readonly GeoRow[], x: number): boolean {
  const right = rows.filter(({ spans }) => spans.some((span) => isRight(span, x)));
  const left = rows.filter(({ spans }) => spans.some((span) => !isRight(span, x)));
  const shared = right.filter((row) => left.includes(row)).length;
  return shared >= 0.7 * Math.min(left.length, right.length);
}

/** How many rows the left column goes on below the end of the right one. */
function longerLeft(rows: readonly GeoRow[]): number {
  const end = rows.findIndex((row, at) => {
    const next = rows[at + 1];
    return next === undefined || next.y - row.bottom > 2.2 * row.size;
  });
  return Math.max(0, end);
}

/** Stretches of rows that nothing crosses at `x`, from the first to the last row that has something right of it. */
function runsAt(rows: readonly GeoRow[], x: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let at = 0; at <= rows.length; at++) {
    const row = rows[at];
    if (row !== undefined && !crosses(row, x)) continue;
    const stretch = rows.slice(from, at);
    const hasRight = (other: GeoRow): boolean => other.spans.some((span) => isRight(span, x));
    const [first, last] = [stretch.findIndex(hasRight), stretch.findLastIndex(hasRight)];
    const between = first === -1 ? [] : stretch.slice(first, last + 1);
    const [left, right] = [side(between, (span) => !isRight(span, x)), side(between, (span) => isRight(span, x))];
    const heads = headsOf(between, x);
    if (isWordy(left) && isWordy(right) && heads !== 'across') {
      const to = from + last + longerLeft(stretch.slice(last));
      runs.push({ x, from: from + first, to, weight: left.length + right.length, besideTable: heads === 'aside' });
    }
    from = at + 1;
  }
  return runs;
}

/** Where several rows begin: a text's left edge. The edge of a column's marks counts, not that of the words behind. */
function edgesOf(rows: readonly GeoRow[]): number[] {
  const counts = new Map<number, number>();
  for (const span of rows.flatMap((row) => row.spans)) {
    const x = Math.round(span.x0);
    counts.set(x, (counts.get(x) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count >= fewestRows).map(([x]) => x);
}

const mostGutters = 3;

function likelyRuns(rows: readonly GeoRow[]): Run[] {
  const left = Math.min(...rows.flatMap((row) => row.spans.map((span) => span.x0)));
  return edgesOf(rows)
    .filter((x) => x > left + 60)
    .flatMap((x) => runsAt(rows, x))
    .toSorted((a, b) => b.weight - a.weight || a.x - b.x)
    .slice(0, mostGutters);
}

const moved = (rows: readonly GeoRow[], dx: number, dy: number): GeoRow[] =>
  rows.map((row) => ({
    ...row,
    y: row.y + dy,
    bottom: row.bottom + dy,
    spans: row.spans.map((span) => ({ ...span, x0: span.x0 + dx, x1: span.x1 + dx })),
  }));

/** What of the rows passes the test, as rows of their own. */
const only = (rows: readonly GeoRow[], test: (span: Span) => boolean = () => true): GeoRow[] =>
  rows.flatMap((row) => {
    const spans = row.spans.filter(test).map((span) => ({ ...span }));
    return spans.length === 0 ? [] : [{ ...row, spans, bold: spans.every((span) => span.bold) }];
  });

type Column = { rows: GeoRow[]; x0: number; width: number };

function columnOf(rows: readonly GeoRow[]): Column {
  const spans = rows.flatMap((row) => row.spans);
  const x0 = Math.min(...spans.map((span) => span.x0));
  return { rows: mergeHalfRows(rows), x0, width: Math.max(...spans.map((span) => span.x1)) - x0 };
}

/** What stands right of a gutter: one column, or more when another gutter runs down most of it. */
function columnsRight(rows: readonly GeoRow[]): Column[] {
  const [inner] = likelyRuns(rows);
  if (inner === undefined || inner.to - inner.from + 1 < 0.7 * rows.length) return [columnOf(rows)];
  const [left, right] = [only(rows, (span) => !isRight(span, inner.x)), only(rows, (span) => isRight(span, inner.x))];
  return [columnOf(left), ...columnsRight(right)];
}

/** Columns one below the other, edge under edge, from where the first one stands. `margin`: where the page's text ends. */
function stack(columns: readonly Column[], margin: number): GeoRow[] {
  const [first] = columns;
  return columns.reduce<GeoRow[]>((above, { rows, x0, width }, at) => {
    const [upper, lower, before] = [above.at(-1), rows[0], columns[at - 1]];
    // Columns of one width are one text that goes on; a narrow one beside a wide one is a text of its own.
    const isOneText = before !== undefined && Math.min(before.width, width) > 0.7 * Math.max(before.width, width);
    const dy =
      upper === undefined || lower === undefined ? 0 : upper.bottom + (isOneText ? 1.25 : 2.5) * lower.size - lower.y;
    const end = columns[at + 1]?.x0 ?? margin;
    const column = moved(rows, (first?.x0 ?? x0) - x0, dy);
    return [...above, ...column.map((row) => ({ ...row, room: end - x0 - (end === margin ? 0 : 2 * row.size) }))];
  }, []);
}

/** The page with the columns of a run one below the other; what stands below them all follows. */
function unroll(rows: readonly GeoRow[], { x, from, to, besideTable }: Run): UnrolledPage[] {
  const between = rows.slice(from, to + 1);
  const [left, right] = [only(between, (span) => !isRight(span, x)), only(between, (span) => isRight(span, x))];
  const margin = Math.max(...rows.flatMap((row) => row.spans.map((span) => span.x1)));
  const [top, bottom] = [between[0]?.y ?? 0, between.at(-1)?.bottom ?? 0];
  const several = columnsRight(right);
  const ways = several.length > 1 ? [[columnOf(right)], several] : [several];
  return ways.map((columns) => {
    const stacked = stack([columnOf(left), ...columns], margin);
    const rest = moved(mergeHalfRows(only(rows.slice(to + 1))), 0, (stacked.at(-1)?.bottom ?? 0) - bottom);
    const whole = [...mergeHalfRows(only(rows.slice(0, from))), ...stacked, ...rest];
    return { gutter: { x, top, bottom, besideTable }, rows: whole.map((row, order) => ({ ...row, order })) };
  });
}

/** Ways to read a page with columns of text, the likeliest first; none when it has one. */
export function unrollColumns(part: ContentPart): UnrolledPage[] {
  // A picture's lines are too uneven to tell its columns apart by their edges.
  const rows = part.ocr === true ? [] : baselineRows(part);
  return likelyRuns(rows).flatMap((run) => unroll(rows, run));
}
