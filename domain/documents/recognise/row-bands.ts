import { fitsColumn, type Interval } from './column-layout.ts';
import type { GeoRow } from './geometry.ts';

/** Lines of one cell stand this close, in letter sizes. */
const tightPitch = 1.6;

/** "Equivalent makes are welcome." below a name is a remark about it. */
const isRemark = ({ spans: [only, ...more] }: GeoRow): boolean =>
  more.length === 0 && /^\p{Lu}.*[.!?]$/u.test(only?.text ?? '') && (only?.text.split(' ').length ?? 0) >= 5;

function isContinuation(row: GeoRow, neighbour: GeoRow, columns: readonly Interval[]): boolean {
  const gap = row.y > neighbour.y ? row.y - neighbour.bottom : neighbour.y - row.bottom;
  const tight = gap <= tightPitch * Math.max(row.size, 1);
  return tight && !isRemark(row) && row.spans.every((span) => fitsColumn(span, columns));
}

/** Index in `between` (0 to its length) where rows stop belonging to the row above: the widest gap, the later on a tie. */
export function widestGap(above: GeoRow | undefined, between: readonly GeoRow[], below: GeoRow): number {
  const rows = [above, ...between, below];
  let best = between.length;
  let bestGap = -Infinity;
  for (let i = 0; i < rows.length - 1; i++) {
    const [upper, lower] = [rows[i], rows[i + 1]];
    const gap = upper === undefined || lower === undefined ? 0 : lower.y - upper.bottom;
    if (gap > bestGap * 1.08 || (gap >= bestGap * 0.98 && bestGap !== -Infinity)) {
      best = i;
      bestGap = Math.max(gap, bestGap);
    }
  }
  return best;
}

function takeAttached(rows: readonly GeoRow[], start: GeoRow, columns: readonly Interval[]): GeoRow[] {
  const taken: GeoRow[] = [];
  let neighbour = start;
  for (const row of rows) {
    if (!isContinuation(row, neighbour, columns)) break;
    taken.push(row);
    neighbour = row;
  }
  return taken;
}

/** Whether cells grow upwards in this table: lines stand above their anchors and none below. */
export function growsUpwards(rows: readonly GeoRow[], starts: readonly number[]): boolean {
  let [above, below] = [0, 0];
  starts.slice(1).forEach((start, k) => {
    const previous = starts[k] ?? 0;
    const [anchor, upper] = [rows[start], rows[previous]];
    if (anchor === undefined) return;
    const between = rows.slice(previous + 1, start);
    const split = widestGap(upper, between, anchor);
    above += between.length - split;
    below += split;
  });
  return above > below;
}

/** Above a table's first anchor: lines of its own row, or, on a continued page, the end of the row of the page before. */
function firstSplit(before: readonly GeoRow[], anchor: GeoRow, tailFirst: boolean): number {
  const nearest = before.at(-1);
  // Lines less than a letter apart stand side by side: their cell is aligned to the middle.
  const beside = nearest !== undefined && anchor.y - nearest.bottom < anchor.size * 0.95;
  return tailFirst && !beside ? before.length : 0;
}

/**
 * Groups the rows of a table's body into visual rows. Each anchor starts one; rows between two anchors go to the one
 * they stand closer to (cells may be aligned top, middle or bottom); rows that fit no column are left out.
 */
export function splitBands(
  rows: readonly GeoRow[],
  anchors: ReadonlySet<number>,
  columns: readonly Interval[],
  tailFirst: boolean,
): GeoRow[][] {
  const starts = [...anchors].sort((a, b) => a - b);
  const bands: GeoRow[][] = [];
  starts.forEach((start, k) => {
    const anchor = rows[start];
    if (anchor === undefined) return;
    const before = k === 0 ? rows.slice(0, start) : rows.slice((starts[k - 1] ?? -1) + 1, start);
    const above = k === 0 ? undefined : rows[starts[k - 1] ?? -1];
    const split = k === 0 ? firstSplit(before, anchor, tailFirst) : widestGap(above, before, anchor);
    const previous = bands.at(-1);
    if (previous !== undefined && above !== undefined)
      previous.push(...takeAttached(before.slice(0, split), above, columns));
    else if (split > 0) {
      // Rows above the first anchor end a row of the page before.
      const tail = before.slice(0, split).filter((row) => row.spans.every((span) => fitsColumn(span, columns)));
      if (tail.length > 0) bands.push(tail);
    }
    const lead = takeAttached(before.slice(split).toReversed(), anchor, columns).toReversed();
    bands.push([...lead, anchor]);
  });
  const lastStart = starts.at(-1);
  const lastAnchor = lastStart === undefined ? undefined : rows[lastStart];
  if (lastStart !== undefined && lastAnchor !== undefined) {
    bands.at(-1)?.push(...takeAttached(rows.slice(lastStart + 1), lastAnchor, columns));
  }
  return bands;
}
