import type { ReadLine } from '../../../contracts/document-reading.ts';
import { coveredIntervals } from './column-layout.ts';
import type { GeoRow } from './geometry.ts';
import type { Grid, GridLine, TextLine } from './grid.ts';
import { isNotRequested } from './ignored-sections.ts';
import { readLists } from './list-lines.ts';
import { readMatrices } from './matrix-tables.ts';
import type { DecimalMark } from './numbers.ts';
import { readPageMatrices } from './page-matrices.ts';
import { gridTextLines, type PartView, toTextLines } from './part-view.ts';
import { readRecords } from './record-lines.ts';
import { uprightGrid } from './sideways-tables.ts';
import { readSection, type SectionReading, type TableFact } from './table-lines.ts';
import { guessSections, type Section, splitSections } from './table-sections.ts';
import { rowsToGrid } from './loose-grid.ts';

export type PartReading = {
  lines: ReadLine[];
  facts: TableFact[];
  /** Text around the requested lines: where header fields stand. */
  rest: TextLine[];
  tail: string;
};

/** The line of text just above a table tells when the table is an old order or an example. */
function isDisowned(section: Section, above: readonly { text: string; order: number }[]): boolean {
  const start = section.head?.order ?? section.lines[0]?.order ?? 0;
  const near = above
    .filter((line) => line.order < start && line.order >= start - 3)
    .toSorted((a, b) => b.order - a.order);
  const heading = near[0];
  return heading !== undefined && isNotRequested(heading.text);
}

function readGrid(given: Grid, above: readonly TextLine[], mark: DecimalMark): SectionReading & { unused: GridLine[] } {
  const upright = uprightGrid(given);
  const matrices = readMatrices(upright.lines, [...above, ...gridTextLines(upright.lines)], mark);
  const taken = new Set(matrices.used);
  const grid = { ...upright, lines: upright.lines.filter((line) => !taken.has(line)) };
  const { before, sections } = splitSections(grid);
  // What stands around a matrix is no table by itself, unless it has a head.
  const known = sections.length > 0 ? sections : taken.size > 0 ? [] : guessSections(grid.lines);
  const context = { columns: grid.columns, decimalMark: mark };
  const total: SectionReading = { lines: [...matrices.lines], facts: [], used: [], tail: '' };
  const texts = [...above, ...gridTextLines(sections.length > 0 ? grid.lines : before)];
  for (const section of known) {
    if (isDisowned(section, texts)) {
      total.used.push(...section.lines);
      continue;
    }
    const reading = readSection(section, context);
    total.lines.push(...reading.lines);
    total.facts.push(...reading.facts);
    total.used.push(...reading.used);
    total.tail ||= reading.tail;
  }
  // By place: of tables side by side a line is used in parts.
  const used = new Set(total.used.map((line) => line.order));
  return { ...total, unused: grid.lines.filter((line) => !used.has(line.order)) };
}

/** Tables without a known head hide among positioned rows: runs of rows that keep the same columns. */
function readLoose(rows: readonly GeoRow[], mark: DecimalMark): { reading: SectionReading; rest: GeoRow[] } | null {
  for (const run of looseRuns(rows)) {
    const grid = rowsToGrid(
      run,
      coveredIntervals(
        run.filter((row) => row.spans.length > 1),
        (run[0]?.size ?? 10) * 0.3,
      ),
    );
    for (const section of guessSections(grid.lines)) {
      const reading = readSection(section, { columns: grid.columns, decimalMark: mark });
      if (reading.lines.length < 2) continue;
      const used = new Set(reading.used.map((line) => line.order));
      return { reading, rest: rows.filter((row) => !used.has(row.order)) };
    }
  }
  return null;
}

/** Runs of rows of several cells, lone rows close below them included. */
function looseRuns(rows: readonly GeoRow[]): GeoRow[][] {
  const runs: GeoRow[][] = [];
  let open: GeoRow[] = [];
  for (const row of rows) {
    const last = open.at(-1);
    const near = last !== undefined && row.y - last.bottom < 4 * row.size;
    if (row.spans.length >= 2 && (near || open.length === 0)) open.push(row);
    else if (row.spans.length === 1 && near && row.y - last.bottom < 1.6 * row.size) open.push(row);
    else {
      runs.push(open);
      open = row.spans.length >= 2 ? [row] : [];
    }
  }
  runs.push(open);
  return runs.filter((run) => run.filter((row) => row.spans.length >= 2).length >= 2);
}

function readTables(view: PartView, mark: DecimalMark): PartReading {
  const reading: PartReading = { lines: [], facts: [], rest: [...view.lines], tail: '' };
  for (const grid of view.grids) {
    const found = readGrid(grid, view.lines, mark);
    reading.lines.push(...found.lines);
    reading.facts.push(...found.facts);
    reading.tail ||= found.tail;
    reading.rest.push(...gridTextLines(found.unused));
  }
  const matrices = readPageMatrices(view.loose, view.lines, mark);
  reading.lines.push(...matrices.lines);
  reading.rest = reading.rest.filter((line) => !matrices.used.has(line.order));
  if (reading.lines.length === 0 && view.loose.length > 0) {
    const loose = readLoose(view.loose, mark);
    if (loose !== null) {
      reading.lines.push(...loose.reading.lines);
      reading.rest = toTextLines(loose.rest);
    }
  }
  reading.rest.sort((a, b) => a.order - b.order);
  return reading;
}

/** Requested lines of one part: from its tables, from blocks of "label: value", from lists and sentences. */
export function readPart(view: PartView, mark: DecimalMark): PartReading {
  const reading = readTables(view, mark);
  const drop = (used: readonly TextLine[]): void => {
    const gone = new Set(used);
    reading.rest = reading.rest.filter((line) => !gone.has(line));
  };
  if (reading.lines.length === 0) {
    const records = readRecords(reading.rest, mark);
    reading.lines.push(...records.lines);
    drop(records.used);
  }
  const lists = readLists(reading.rest, mark);
  // Beside a table only lines that speak plainly count: the text around it is full of numbers.
  const sure = reading.lines.length === 0 ? lists.lines : lists.lines.filter((line) => line.confidence > 0.9);
  reading.lines.push(...sure);
  if (sure.length === lists.lines.length) drop(lists.used);
  return reading;
}
