import type { SourceRef } from '../../../contracts/document-reading.ts';
import { type ColumnRole, rolesOfHeader } from './column-words.ts';
import { isTableHead } from './find-header.ts';
import { fold } from './fold.ts';
import { type Cell, filledCells, type Grid, type GridLine, joinSources } from './grid.ts';
import { parseQuantity } from './quantity.ts';

/** One product of a table that lies on its side: a cell for each label down the side. */
export type SidewaysProduct = { cells: (Cell | undefined)[]; source: SourceRef };

const wanted: readonly ColumnRole[] = ['description', 'partNumber', 'customerPart'];

const fits = (label: string, roles: readonly ColumnRole[]): boolean => {
  const found = rolesOfHeader(label);
  return roles.some((role) => (found.get(role) ?? 0) >= 0.6);
};

/** A row of the side: each product has a value that suits it. */
const saysOfMost = (products: readonly SidewaysProduct[], row: number, suits: (text: string) => boolean): boolean => {
  const values = products.map(({ cells }) => cells[row]?.text ?? '').filter((text) => text !== '');
  return values.length >= 2 && values.length >= products.length * 0.7 && values.every(suits);
};

/** Whether labels down the side make the products a table of requested lines: each is named and counted. */
export function isSideways(labels: readonly string[], products: readonly SidewaysProduct[]): boolean {
  if (products.length < 2 || !isTableHead(labels)) return false;
  const isCounted = labels.some(
    (label, row) =>
      fits(label, ['quantity']) && saysOfMost(products, row, (text) => /\d/.test(text) && parseQuantity(text) !== null),
  );
  return (
    isCounted &&
    labels.some((label, row) => fits(label, wanted) && saysOfMost(products, row, (text) => /[\p{L}\d]{2}/u.test(text)))
  );
}

/** The table set upright: its labels as the head, a line for each product. `order` is where it begins. */
export function setUpright(
  labels: readonly string[],
  products: readonly SidewaysProduct[],
  { order, source }: { order: number; source: SourceRef },
): GridLine[] {
  const lines = [{ cells: labels.map((text): Cell => ({ text })), source }, ...products];
  return lines.map(({ cells, source: place }, at) => ({ cells, source: place, order: order + at * 1e-7 }));
}

const labelOf = (cell: Cell | undefined): string => (cell?.text ?? '').replace(/\s*[:：]$/, '');

const startColumn = (line: GridLine): number => line.cells.findIndex((cell) => cell !== undefined);

const isHeadWord = (label: string): boolean => Math.max(0, ...rolesOfHeader(label).values()) >= 0.6;

const mostLabels = 30;

/** Rows from `from` on that begin with a label in one column, no label twice; the last has at least two values. */
function labelledRows(lines: readonly GridLine[], from: number): GridLine[] {
  const column = startColumn(lines[from] ?? { cells: [], source: { part: 0 }, order: 0 });
  const seen = new Set<string>();
  const rows: GridLine[] = [];
  for (const line of lines.slice(from, from + mostLabels)) {
    const label = labelOf(line.cells[column]);
    const isLabel = label.length <= 40 && /\p{L}/u.test(label) && !seen.has(fold(label));
    // A label no product has a value for stands alone.
    const isRow = filledCells(line) >= 2 || isHeadWord(label);
    if (startColumn(line) !== column || !isRow || !isLabel) break;
    seen.add(fold(label));
    rows.push(line);
  }
  return rows.slice(0, rows.findLastIndex((line) => filledCells(line) >= 3) + 1);
}

/** Products of the labelled rows: every column right of the labels that holds more than one value. */
function productsOf(rows: readonly GridLine[], labels: number, columns: number): SidewaysProduct[] {
  const [first, ...others] = rows;
  if (first === undefined) return [];
  const source = others.reduce((joined, row) => joinSources(joined, row.source), first.source);
  return Array.from({ length: columns }, (_, column) => rows.map((row) => row.cells[column]))
    .slice(labels + 1)
    .filter((cells) => cells.filter((cell) => cell !== undefined).length >= 2)
    .map((cells) => ({ cells, source }));
}

/** The grid with every table that lies on its side (one product per column) set upright in its place. */
export function uprightGrid(grid: Grid): Grid {
  const lines: GridLine[] = [];
  let columns = grid.columns;
  for (let at = 0; at < grid.lines.length; at++) {
    const line = grid.lines[at];
    if (line === undefined) break;
    const isLabelled = isHeadWord(labelOf(line.cells[startColumn(line)]));
    const rows = isLabelled && filledCells(line) >= 3 ? labelledRows(grid.lines, at) : [];
    const labels = rows.map((row) => labelOf(row.cells[startColumn(line)]));
    const products = productsOf(rows, startColumn(line), grid.columns);
    if (isSideways(labels, products)) {
      lines.push(...setUpright(labels, products, line));
      columns = Math.max(columns, labels.length);
      at += rows.length - 1;
    } else lines.push(line);
  }
  return { lines, columns };
}
