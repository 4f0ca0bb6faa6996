import { type Interval, columnOf, coveredIntervals, fitsColumn, mergeHeader } from './column-layout.ts';
import { rolesOfHeader } from './column-words.ts';
import { joinWrapped } from './fold.ts';
import { type HeaderBand, headerAt } from './find-header.ts';
import type { GeoRow, Span } from './geometry.ts';
import { type Grid, type GridLine, joinSources } from './grid.ts';
import { parseQuantity } from './quantity.ts';
import { growsUpwards, splitBands } from './row-bands.ts';

/** Columns of the last table, for a next page that does not repeat the head. */
export type CarriedTable = { head: Span[]; columns: Interval[]; upwards: boolean };

export type TablesOfPage = { grids: Grid[]; rest: GeoRow[]; carried: CarriedTable | null };

/** The head over the quantities: its words may fit several ("Needed on", "Qty needed"), the values below decide. */
function quantityCell(cells: readonly Span[], body: readonly GeoRow[]): Span | null {
  const spans = body.flatMap((row) => (row.spans.length >= 2 ? row.spans : []));
  const amounts = spans.filter((span) => parseQuantity(span.text) !== null);
  const fits = cells.map((cell) => {
    const fit = rolesOfHeader(cell.text).get('quantity') ?? 0;
    const below = fit < 0.5 ? 0 : amounts.filter((span) => cells[columnOf(span, cells)] === cell).length;
    return { cell, score: fit * below };
  });
  const best = fits.toSorted((a, b) => b.score - a.score)[0];
  return best !== undefined && best.score > 0 ? best.cell : null;
}

/** Rows that start a requested line: they hold a quantity below its head, or, when no head says so, several cells. */
function isAnchor(row: GeoRow, cells: readonly Span[], quantity: Span | null): boolean {
  if (row.spans.length < 2) return false;
  if (quantity === null) return row.spans.length >= Math.max(2, Math.ceil(cells.length / 2));
  return row.spans.some((span) => {
    // The unit may go on in the cell's next line ("3 boxes of").
    if (parseQuantity(span.text) === null && !/^\d[\d.,]*\s\p{L}+\.?(?:\s\p{L}+)?$/u.test(span.text)) return false;
    const nearest = cells[columnOf(span, cells)];
    return nearest === quantity || Math.min(span.x1, quantity.x1) > Math.max(span.x0, quantity.x0);
  });
}

function toLine(rows: readonly GeoRow[], columns: readonly Interval[]): GridLine {
  const line: GridLine = {
    cells: Array.from({ length: columns.length }),
    source: { part: 0 },
    order: rows[0]?.order ?? 0,
  };
  let first = true;
  for (const span of rows.flatMap((row) => row.spans)) {
    const column = columnOf(span, columns);
    const cell = line.cells[column];
    if (cell === undefined) line.cells[column] = { text: span.text, bold: span.bold };
    else cell.text = joinWrapped(cell.text, span.text);
    line.source = first ? span.source : joinSources(line.source, span.source);
    first = false;
  }
  return line;
}

/** How far below the last row with a quantity the table may still reach. */
function lastBodyRow(rows: readonly GeoRow[], anchors: readonly number[], columns: readonly Interval[]): number {
  let last = anchors.at(-1) ?? -1;
  for (let next = rows[last + 1]; next !== undefined; next = rows[last + 1]) {
    const above = rows[last];
    if (above === undefined || next.y - above.bottom > 1.45 * above.size) break;
    if (!next.spans.every((span) => fitsColumn(span, columns))) break;
    last++;
  }
  return last;
}

/**
 * A few cells close above or below a fuller row without a quantity: the first or last lines of that row's cells, the
 * quantity among them.
 */
function isUpperHalf(body: readonly GeoRow[], index: number, sure: readonly number[]): boolean {
  const row = body[index];
  return [index - 1, index + 1].some((near) => {
    const other = body[near];
    if (row === undefined || other === undefined || sure.includes(near)) return false;
    const gap = near < index ? row.y - other.bottom : other.y - row.bottom;
    return gap < 1.35 * row.size && other.spans.length >= 3 && row.spans.length <= other.spans.length * 0.7;
  });
}

/** The row above broke off inside its quantity ("24 boxes of"): the number in this row belongs to it. */
function endsQuantityAbove(body: readonly GeoRow[], index: number): boolean {
  const [above, row] = [body[index - 1], body[index]];
  if (above === undefined || row === undefined || above.spans.length < 2) return false;
  if (row.y - above.bottom > 1.35 * row.size) return false;
  return above.spans.some((span) => /^\d[\d.,]*\s\p{L}+\s(?:of|à|a|á|zu|mit|de|da|di|van|je|x)$/iu.test(span.text));
}

/** A full row without a quantity that stands closer to the anchor above than to the row below goes on with it. */
function continuesAnchor(body: readonly GeoRow[], index: number, anchors: readonly number[]): boolean {
  const [above, row, below] = [body[index - 1], body[index], body[index + 1]];
  if (above === undefined || row === undefined) return false;
  if (endsQuantityAbove(body, index)) return true;
  const gap = row.y - above.bottom;
  const gapBelow = below === undefined ? Infinity : below.y - row.bottom;
  return anchors.includes(index - 1) && gap <= 1.3 * row.size && gap < gapBelow * 0.95;
}

/**
 * Rows that start a requested line. Between the first and the last of them, rows with about as many cells count too:
 * their quantity is missing, or stands in the line of the cell above.
 */
function findAnchors(body: readonly GeoRow[], head: readonly Span[], quantity: Span | null): number[] {
  const sure = body.flatMap((row, index) => (isAnchor(row, head, quantity) ? [index] : []));
  const whole = sure.filter((index) => !isUpperHalf(body, index, sure) && !endsQuantityAbove(body, index));
  const counts = sure.map((index) => body[index]?.spans.length ?? 0).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const [first, last] = [whole[0] ?? 0, whole.at(-1) ?? -1];
  const rich = (row: GeoRow): boolean => row.spans.length >= 3 && row.spans.length >= usual * 0.7;
  return body.flatMap((row, index) => {
    const within = index > first && index <= last + 1 && rich(row) && !continuesAnchor(body, index, whole);
    return whole.includes(index) || within ? [index] : [];
  });
}

type Body = { grid: Grid; used: Set<GeoRow>; columns: Interval[]; upwards: boolean };

function readBody(
  head: readonly Span[],
  body: readonly GeoRow[],
  fixed: Interval[] | null,
  before: CarriedTable | null,
): Body | null {
  const quantity = quantityCell(head, body);
  const anchors = findAnchors(body, head, quantity);
  if (anchors.length === 0) return null;
  const anchorRows = anchors.flatMap((index) => body[index] ?? []);
  const size = anchorRows[0]?.size ?? 10;
  const columns = fixed ?? mergeHeader(head, coveredIntervals(anchorRows, size * 0.3));
  const last = lastBodyRow(body, anchors, columns);
  const upwards = growsUpwards(body, anchors) || before?.upwards === true;
  const tailFirst = before !== null && !upwards;
  const bands = splitBands(body.slice(0, last + 1), new Set(anchors), columns, tailFirst);
  const lines = bands.map((band) => toLine(band, columns));
  return { grid: { lines, columns: columns.length }, used: new Set(bands.flat()), columns, upwards };
}

function headLine(head: readonly Span[], columns: readonly Interval[], order: number): GridLine {
  const row: GeoRow = { spans: [...head], y: 0, bottom: 0, size: 0, bold: false, order };
  return toLine([row], columns);
}

function findBands(rows: readonly GeoRow[]): HeaderBand[] {
  const bands: HeaderBand[] = [];
  for (let index = 0; index < rows.length; index++) {
    const band = headerAt(rows, index);
    if (band === null) continue;
    bands.push(band);
    index = band.to;
  }
  return bands;
}

/**
 * Tables of one page whose heads hold known words, each as a grid with its head as first line, and the rows that
 * belong to none. A page that starts without a head continues the table of the page before when its rows fit.
 */
export function findGeometricTables(rows: readonly GeoRow[], carried: CarriedTable | null): TablesOfPage {
  const bands = findBands(rows);
  const grids: Grid[] = [];
  const used = new Set<GeoRow>();
  let open = carried;
  const start = bands[0]?.from ?? rows.length;
  if (carried !== null && start > 0) {
    const body = readBody(carried.head, rows.slice(0, start), carried.columns, carried);
    if (body !== null) {
      grids.push({ ...body.grid, lines: [headLine(carried.head, body.columns, -1), ...body.grid.lines] });
      for (const row of body.used) used.add(row);
    }
  }
  bands.forEach((band, index) => {
    const body = readBody(
      band.cells,
      rows.slice(band.to + 1, bands[index + 1]?.from),
      null,
      index === 0 ? carried : null,
    );
    if (body === null) return;
    const head = headLine(band.cells, body.columns, rows[band.from]?.order ?? 0);
    grids.push({ ...body.grid, lines: [head, ...body.grid.lines] });
    for (const row of [...rows.slice(band.from, band.to + 1), ...body.used]) used.add(row);
    open = { head: band.cells, columns: body.columns, upwards: body.upwards };
  });
  return { grids, rest: rows.filter((row) => !used.has(row)), carried: open };
}
