import type { ContentPart } from '../../contracts/document-reading.ts';
import type { CarriedTable } from '../documents/recognise/geometric-tables.ts';
import { cellText, type Grid } from '../documents/recognise/grid.ts';
import { viewPart } from '../documents/recognise/part-view.ts';
import type { PriceListRow } from './plan-import.ts';

/**
 * The largest table of a workbook or document, as rows of a price list; none when there is no table. Rows of a sheet
 * keep their numbers; a table that goes on over several pages under the same head is one, counted from that head.
 */
export const priceListRows = (parts: readonly ContentPart[]): PriceListRow[] => {
  const tables = new Map<string, PriceListRow[]>();
  let carried: CarriedTable | null = null;
  for (const part of parts) {
    const found = viewPart(part, { carried, thread: 'newest' });
    ({ carried } = found);
    for (const grid of found.view.grids)
      if (part.cells) tables.set(`sheet ${part.index}`, rowsOf(grid));
      else addToTable(tables, grid);
  }
  return [...tables.values()].reduce((largest, table) => (table.length > largest.length ? table : largest), []);
};

const addToTable = (tables: Map<string, PriceListRow[]>, grid: Grid): void => {
  const [head, ...body] = rowsOf(grid);
  if (!head) return;
  const key = JSON.stringify(head.cells);
  const table = tables.get(key) ?? [{ ...head, row: 1 }];
  for (const { cells } of body) table.push({ row: table.length + 1, cells });
  tables.set(key, table);
};

const rowsOf = ({ lines, columns }: Grid): PriceListRow[] =>
  lines.map((line) => ({
    row: line.order,
    cells: Array.from({ length: columns }, (_, column) => cellText(line, column)),
  }));
