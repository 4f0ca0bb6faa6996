import { columnOf, type Interval } from './column-layout.ts';
import type { GeoRow } from './geometry.ts';
import { type Cell, type Grid, type GridLine, joinSources } from './grid.ts';

/** Positioned rows as a grid with the given columns; every row is a line of its own. */
export function rowsToGrid(rows: readonly GeoRow[], columns: readonly Interval[]): Grid {
  const lines = rows.flatMap((row): GridLine[] => {
    const [first, ...others] = row.spans;
    if (first === undefined) return [];
    const cells: (Cell | undefined)[] = Array.from({ length: columns.length });
    for (const span of row.spans) {
      const column = columnOf(span, columns);
      const cell = cells[column];
      cells[column] = { text: cell === undefined ? span.text : `${cell.text} ${span.text}`, bold: span.bold };
    }
    const source = others.reduce((joined, span) => joinSources(joined, span.source), first.source);
    return [{ cells, source, order: row.order }];
  });
  return { lines, columns: columns.length };
}
