import { isTableHead } from './find-header.ts';
import { fold } from './fold.ts';
import { filledCells, type Grid, type GridLine } from './grid.ts';

/** A head (null when the table has none) and the rows below it, up to the next head. */
export type Section = { head: GridLine | null; lines: GridLine[] };

const textsOf = (line: GridLine): string[] => line.cells.flatMap((cell) => (cell === undefined ? [] : [cell.text]));

/** Splits a grid at every row that heads a table of requested lines. Rows above the first head come as `before`. */
export function splitSections(grid: Grid): { before: GridLine[]; sections: Section[] } {
  const before: GridLine[] = [];
  const sections: Section[] = [];
  for (const line of grid.lines) {
    if (isTableHead(textsOf(line))) sections.push({ head: line, lines: [] });
    else (sections.at(-1)?.lines ?? before).push(line);
  }
  return { before, sections: sections.flatMap(partSideBySide) };
}

const between = (line: GridLine, from: number, to: number): GridLine => ({
  ...line,
  cells: line.cells.slice(from, to),
});

/** A head that says the same words twice stands over two tables side by side: the list goes on in the second. */
function partSideBySide(section: Section): Section[] {
  const texts = section.head?.cells.map((cell) => fold(cell?.text ?? '')) ?? [];
  const first = texts.findIndex((text) => text !== '');
  const again = texts.findIndex((text, column) => column >= first + 2 && text !== '' && text === texts[first]);
  const words = texts.slice(first, again).filter((text) => text !== '');
  const repeated = texts.slice(again).filter((text) => text !== '');
  const { head } = section;
  if (head === null || again === -1 || words.some((word, at) => word !== repeated[at])) return [section];
  const part = (from: number, to: number): Section => ({
    head: between(head, from, to),
    lines: section.lines.map((line) => between(line, from, to)).filter((line) => filledCells(line) > 0),
  });
  return [part(0, again), ...partSideBySide(part(again, texts.length))];
}

/**
 * For grids in which no head is known: runs of rows with about the same number of cells. The first row of a run may
 * be a head in words nobody listed.
 */
export function guessSections(lines: readonly GridLine[]): Section[] {
  const runs: GridLine[][] = [];
  let open: GridLine[] = [];
  let widest = 0;
  for (const line of lines) {
    const filled = filledCells(line);
    if (filled >= 2 && filled >= widest - 2) {
      open.push(line);
      widest = Math.max(widest, filled);
    } else if (filled >= 2) {
      runs.push(open);
      open = [line];
      widest = filled;
    } else if (filled === 1 && open.length > 0) {
      // One cell alone may be a wrapped description: the run goes on, the row interpreter decides.
      open.push(line);
    }
  }
  runs.push(open);
  return runs.filter((run) => run.filter((line) => filledCells(line) >= 2).length >= 1).flatMap(widenSplit);
}

/** A run whose rows suddenly hold more cells is a block of labels followed by a table. */
function widenSplit(run: readonly GridLine[]): Section[] {
  const widths = run.map(filledCells);
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  const start = widths.findIndex((width) => width >= Math.max(3, widest - 1));
  const lines = start > 0 && widest >= 3 ? run.slice(start) : [...run];
  return [{ head: null, lines }];
}
