import { coveredIntervals, mergeHeader } from './column-layout.ts';
import { joinWrapped } from './fold.ts';
import type { GeoRow } from './geometry.ts';
import type { TextLine } from './grid.ts';
import { rowsToGrid } from './loose-grid.ts';
import { matrixHead, saysSize } from './matrix-head.ts';
import { type MatrixReading, readMatrices } from './matrix-tables.ts';
import type { DecimalMark } from './numbers.ts';

const textsOf = (row: GeoRow): string[] => row.spans.map((span) => span.text);

const counts = (row: GeoRow): boolean =>
  row.spans.length >= 2 && row.spans.some((span) => /^\d{1,6}(?:\s?\p{L}{1,8}\.?)?$/u.test(span.text));

/** Rows below a head that stand close and count or name something. */
function bodyBelow(rows: readonly GeoRow[], head: number): GeoRow[] {
  const body: GeoRow[] = [];
  for (let at = head + 1; ; at++) {
    const [row, near] = [rows[at], rows[at - 1]];
    if (row === undefined || near === undefined || row.y - near.bottom > 3.2 * row.size) break;
    if (matrixHead(textsOf(row)) !== null || (!counts(row) && row.spans.length > 1)) break;
    body.push(row);
  }
  return body.slice(0, body.findLastIndex(counts) + 1);
}

/** Lines of a name that wrap: a lone text closer to a counting row above than that row's neighbours are. */
function joinWrappedNames(body: readonly GeoRow[]): GeoRow[] {
  const rows = body.filter(counts);
  const pitch = Math.min(...rows.slice(1).map((row, at) => row.y - (rows[at]?.bottom ?? 0)));
  return body.reduce<GeoRow[]>((joined, row) => {
    const [above, [only, ...more]] = [joined.at(-1), row.spans];
    const name = above?.spans.find((span) => only !== undefined && Math.abs(span.x0 - only.x0) < 3);
    const isTight = above !== undefined && row.y - above.bottom < Math.min(1.35 * row.size, 0.9 * pitch);
    if (above === undefined || only === undefined || name === undefined || more.length > 0 || !isTight)
      return [...joined, row];
    const spans = above.spans.map((span) =>
      span === name ? { ...span, text: joinWrapped(span.text, only.text) } : span,
    );
    return [...joined.slice(0, -1), { ...above, bottom: row.bottom, spans }];
  }, []);
}

/** Matrices of sizes or colours among rows with positions. `used` holds the rows they take up, by their order. */
export function readPageMatrices(
  rows: readonly GeoRow[],
  above: readonly TextLine[],
  mark: DecimalMark,
): { lines: MatrixReading['lines']; used: Set<number> } {
  const found: { lines: MatrixReading['lines']; used: Set<number> } = { lines: [], used: new Set() };
  rows.forEach((row, at) => {
    const upper = rows[at - 1];
    const isHinted = upper !== undefined && textsOf(upper).some(saysSize);
    const body = matrixHead(textsOf(row), isHinted) === null ? [] : bodyBelow(rows, at);
    if (body.length === 0) return;
    const named = joinWrappedNames(body);
    const columns = mergeHeader(row.spans, coveredIntervals(named.filter(counts), row.size * 0.3));
    const isHead = upper !== undefined && (isHinted || upper.spans.length >= 2) && row.y - upper.bottom < 2 * row.size;
    const reading = readMatrices(rowsToGrid([...(isHead ? [upper] : []), row, ...named], columns).lines, above, mark);
    found.lines.push(...reading.lines);
    for (const line of reading.used) found.used.add(line.order);
    const end = Math.max(...reading.used.map((line) => line.order));
    for (const line of reading.lines.length === 0 ? [] : body) if (line.order <= end) found.used.add(line.order);
  });
  return found;
}
