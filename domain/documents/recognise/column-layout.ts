import type { GeoRow, Span } from './geometry.ts';

/** A stretch of the page's width that one column of a table takes up. */
export type Interval = { x0: number; x1: number };

const overlap = (a: Interval, b: Interval): number => Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);

/** Stretches covered by any span; what no span covers lies between columns. */
export function coveredIntervals(rows: readonly GeoRow[], minGap: number): Interval[] {
  const spans = rows.flatMap((row) => row.spans).toSorted((a, b) => a.x0 - b.x0);
  const intervals: Interval[] = [];
  for (const span of spans) {
    const last = intervals.at(-1);
    if (last !== undefined && span.x0 - last.x1 < minGap) last.x1 = Math.max(last.x1, span.x1);
    else intervals.push({ x0: span.x0, x1: span.x1 });
  }
  return intervals;
}

/** The interval a span belongs to: most overlap, else the nearest. */
export function columnOf(span: Interval, columns: readonly Interval[]): number {
  let best = 0;
  let bestScore = -Infinity;
  columns.forEach((column, index) => {
    const shared = overlap(span, column);
    if (shared > bestScore) {
      best = index;
      bestScore = shared;
    }
  });
  return best;
}

/** How far a header cell stands from a column: nothing when they overlap, but equal edges fit better than any overlap. */
function distance(header: Interval, column: Interval): number {
  const edges = Math.min(Math.abs(header.x0 - column.x0), Math.abs(header.x1 - column.x1));
  const shared = overlap(header, column);
  return shared > 0 ? Math.min(edges, 20) * 0.1 : -shared + 5;
}

/**
 * Pairs header cells with columns of the body, in order, at the least total distance. Headers without values below
 * and columns without a header stay, each as a column of its own.
 */
export function mergeHeader(header: readonly Interval[], body: readonly Interval[]): Interval[] {
  const skip = 40;
  const rows = header.length;
  const cols = body.length;
  const cost = Array.from({ length: rows + 1 }, (_, i) => Array.from({ length: cols + 1 }, (_, j) => (i + j) * skip));
  const at = (i: number, j: number): number => cost[i]?.[j] ?? Infinity;
  const pairCost = (i: number, j: number): number => {
    const [h, b] = [header[i - 1], body[j - 1]];
    return h === undefined || b === undefined ? Infinity : at(i - 1, j - 1) + distance(h, b);
  };
  for (let i = 1; i <= rows; i++) {
    for (let j = 1; j <= cols; j++) {
      const line = cost[i];
      if (line !== undefined) line[j] = Math.min(pairCost(i, j), at(i - 1, j) + skip, at(i, j - 1) + skip);
    }
  }
  const merged: Interval[] = [];
  let [i, j] = [rows, cols];
  while (i > 0 || j > 0) {
    const [h, b] = [header[i - 1], body[j - 1]];
    if (i > 0 && j > 0 && at(i, j) === pairCost(i, j) && h !== undefined && b !== undefined) {
      merged.unshift({ x0: Math.min(h.x0, b.x0), x1: Math.max(h.x1, b.x1) });
      i--;
      j--;
    } else if (i > 0 && (j === 0 || at(i, j) === at(i - 1, j) + skip) && h !== undefined) {
      merged.unshift(h);
      i--;
    } else {
      if (b !== undefined) merged.unshift(b);
      j--;
    }
  }
  return merged;
}

/** Whether a lone span can be the next line of a cell in one of the columns: it starts there and ends before the next. */
export function fitsColumn(span: Span, columns: readonly Interval[]): boolean {
  const index = columnOf(span, columns);
  const column = columns[index];
  const next = columns[index + 1];
  if (column === undefined) return false;
  return span.x0 >= column.x0 - 4 && span.x0 <= column.x1 && (next === undefined || span.x1 <= next.x0 + 2);
}
