import type { ContentPart, FlowBlock, GridRow, SourceRef } from '../../../contracts/document-reading.ts';
import { type GeoRow, pageRows, textRows } from './geometry.ts';
import { type CarriedTable, findGeometricTables } from './geometric-tables.ts';
import { type Cell, type Grid, type GridLine, joinSources, type TextLine } from './grid.ts';
import { squeeze } from './fold.ts';
import { takeSideways } from './sideways-pages.ts';
import { readChat } from './chat-messages.ts';
import { blankOldLines, splitThread, startOf, type ThreadPart } from './quoted-threads.ts';

/** A part as recognition sees it: tables with columns, and lines of text; `order` runs down the part. */
export type PartView = {
  part: ContentPart;
  grids: Grid[];
  lines: TextLine[];
  /** Rows with positions that no known table head claimed: a table without one may hide in them. */
  loose: GeoRow[];
};

export type ViewOptions = { carried: CarriedTable | null; thread: ThreadPart };
export type ViewResult = { view: PartView; carried: CarriedTable | null };

/** Rows of a page or text as lines; a gap wider than usual starts a new paragraph. */
export function toTextLines(rows: readonly GeoRow[]): TextLine[] {
  return rows.map((row, index) => {
    const before = rows[index - 1];
    const [first, last] = [row.spans[0], row.spans.at(-1)];
    const cells = row.spans.map((span) => ({ text: span.text, x: span.x0, source: span.source }));
    const source = spanning(row);
    return {
      text: cells.map((cell) => cell.text).join('  '),
      cells,
      x: first?.x0 ?? 0,
      width: (last?.x1 ?? 0) - (first?.x0 ?? 0),
      source,
      order: row.order,
      gapBefore: before === undefined || row.y - before.bottom > 1.75 * row.size,
      pitch: before === undefined ? Infinity : (row.y - before.bottom) / row.size,
      listItem: false,
      bold: row.bold,
      ...(row.room !== undefined && { room: row.room }),
    };
  });
}

function spanning(row: GeoRow): SourceRef {
  const [first, last] = [row.spans[0], row.spans.at(-1)];
  if (first === undefined || last === undefined) return { part: 0 };
  const part = first.source.part;
  if (first.source.chars !== undefined && last.source.chars !== undefined) {
    return { part, chars: [first.source.chars[0], last.source.chars[1]] };
  }
  return row.spans.reduce((joined, span) => joinSources(joined, span.source), first.source);
}

/** Rows with positions as tables and lines. */
export function viewRows(part: ContentPart, rows: readonly GeoRow[], carried: CarriedTable | null): ViewResult {
  const sideways = takeSideways(rows);
  const found = findGeometricTables(sideways.rest, carried);
  const grids = [...sideways.grids, ...found.grids];
  const view = { part, grids, lines: toTextLines(found.rest), loose: found.rest };
  return { view, carried: found.grids.length > 0 ? found.carried : null };
}

/** Rows of cells as a grid; line breaks inside a cell are spaces, except where a cell lists several lines. */
export function toGrid(rows: readonly GridRow[], sourceOf: (row: GridRow) => SourceRef): Grid {
  const columns = Math.max(0, ...rows.map((row) => (row.cells.at(-1)?.col ?? -1) + 1));
  const lines = rows.map((row): GridLine => {
    const cells: (Cell | undefined)[] = Array.from({ length: columns });
    for (const cell of row.cells) {
      const pieces = cell.text
        .split('\n')
        .map(squeeze)
        .filter((piece) => piece !== '');
      const several = pieces.length > 1 ? { lines: pieces } : {};
      cells[cell.col] = { text: squeeze(cell.text), ...(cell.bold === true ? { bold: true } : {}), ...several };
    }
    return { cells, source: sourceOf(row), order: row.row };
  });
  return { lines, columns };
}

/** Cells with several lines lay out a letter: each line stands for itself, column by column. */
function unfoldCells(line: GridLine): GridLine[] {
  if (!line.cells.some((cell) => cell?.lines !== undefined)) return [line];
  return line.cells.flatMap((cell, column) =>
    (cell?.lines ?? (cell === undefined ? [] : [cell.text])).map((text, index): GridLine => {
      const cells: (Cell | undefined)[] = Array.from({ length: column });
      cells.push({ text });
      return { cells, source: line.source, order: line.order + (column * 100 + index) / 1e6 };
    }),
  );
}

/** Lines of a grid that belong to no table, as text. */
export function gridTextLines(rows: readonly GridLine[]): TextLine[] {
  const lines = rows.flatMap(unfoldCells);
  return lines.map((line, index) => {
    const cells = line.cells.flatMap((cell, column) =>
      cell === undefined ? [] : [{ text: cell.text, x: column * 100, source: line.source }],
    );
    const before = lines[index - 1];
    return {
      text: cells.map((cell) => cell.text).join('  '),
      cells,
      x: cells[0]?.x ?? 0,
      width: cells.reduce((sum, cell) => sum + cell.text.length, 0) * 5,
      source: line.source,
      order: line.order,
      gapBefore: before === undefined || line.order > before.order + 1,
      pitch: Infinity,
      listItem: false,
      bold: line.cells.every((cell) => cell === undefined || cell.bold === true),
    };
  });
}

function paragraphLines(block: FlowBlock & { kind: 'paragraph' }, source: SourceRef, order: number): TextLine[] {
  return block.text.split('\n').flatMap((raw, index) => {
    const cells = raw
      .split('\t')
      .map(squeeze)
      .filter((text) => text !== '');
    if (cells.length === 0) return [];
    return [
      {
        text: cells.join('  '),
        cells: cells.map((text, i) => ({ text, x: i * 100, source })),
        x: 0,
        width: raw.length * 5,
        source,
        order: order + index / 1000,
        gapBefore: index === 0,
        pitch: Infinity,
        listItem: index === 0 && block.listItem === true,
        bold: block.bold === true,
      },
    ];
  });
}

/** Which blocks are the message itself; a marker inside a paragraph ends the message at that paragraph. */
function currentBlocks(blocks: readonly FlowBlock[], part: ThreadPart): boolean[] {
  const lines: { text: string; block: number; quoted: boolean }[] = [];
  blocks.forEach((block, index) => {
    const texts = block.kind === 'paragraph' ? block.text.split('\n') : ['(table)'];
    for (const text of texts) lines.push({ text, block: index, quoted: block.quoted === true });
  });
  const texts = lines.map((line) => line.text);
  const quoted = lines.map((line) => line.quoted);
  const thread = splitThread(texts, quoted);
  const from = part === 'newest' ? null : (startOf(thread, part) ?? firstQuoted(lines));
  const keep =
    from === null ? thread.keep : [...texts.slice(0, from).map(() => false), ...splitThread(texts.slice(from)).keep];
  const kept = new Set(lines.flatMap((line, index) => (keep[index] === true ? [line.block] : [])));
  return blocks.map((_, index) => kept.has(index));
}

function firstQuoted(lines: readonly { quoted: boolean }[]): number | null {
  const quoted = lines.findIndex((line) => line.quoted);
  return quoted === -1 ? null : quoted;
}

function viewBlocks(part: ContentPart, blocks: readonly FlowBlock[], thread: ThreadPart): PartView {
  const current = part.kind === 'mail' ? currentBlocks(blocks, thread) : blocks.map((block) => block.quoted !== true);
  const view: PartView = { part, grids: [], lines: [], loose: [] };
  blocks.forEach((block, index) => {
    if (current[index] !== true) return;
    const source: SourceRef = { part: part.index, block: index };
    if (block.kind === 'paragraph') view.lines.push(...paragraphLines(block, source, index));
    else {
      const grid = toGrid(block.rows, (row) => ({ ...source, rows: [row.row, row.row] }));
      view.grids.push({ ...grid, lines: grid.lines.map((line) => ({ ...line, order: index + line.order / 100_000 })) });
    }
  });
  return view;
}

/** How recognition looks at a part, whatever its format: tables apart from text, old threads left out. */
export function viewPart(part: ContentPart, { carried, thread }: ViewOptions): ViewResult {
  if (part.items !== undefined) return viewRows(part, pageRows(part), carried);
  if (part.blocks !== undefined) return { view: viewBlocks(part, part.blocks, thread), carried: null };
  if (part.cells !== undefined) {
    const grid = toGrid(part.cells, (row) => ({ part: part.index, rows: [row.row, row.row] }));
    return { view: { part, grids: [grid], lines: [], loose: [] }, carried: null };
  }
  const { text, starts } = readChat(blankOldLines(part.text ?? '', thread));
  const { view } = viewRows(part, textRows(text, part.index), null);
  const lines = view.lines.map((line) => (starts.has(line.order) ? { ...line, startsMessage: true } : line));
  return { view: { ...view, lines }, carried: null };
}
