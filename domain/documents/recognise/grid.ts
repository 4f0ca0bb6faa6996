import type { SourceRef } from '../../../contracts/document-reading.ts';

/** A cell of any table, whatever it was read from. */
export type Cell = { text: string; bold?: boolean; /** Lines of a cell that has more than one. */ lines?: string[] };

/** One visual row: cells by column (missing ones are undefined), and where it stands. */
export type GridLine = { cells: (Cell | undefined)[]; source: SourceRef; order: number };

/** Rows that share columns. `carried` marks a table that continues the one on the page before. */
export type Grid = { lines: GridLine[]; columns: number };

/** A line of running text. `cells` keeps the pieces a wide gap sets apart, `x` where it starts (points or characters). */
export type TextLine = {
  text: string;
  cells: { text: string; x: number; source: SourceRef }[];
  x: number;
  width: number;
  source: SourceRef;
  order: number;
  /** An empty line or a wide gap lies before this line. */
  gapBefore: boolean;
  /** Distance from the line above in letter heights; Infinity when it is not known. */
  pitch: number;
  listItem: boolean;
  bold: boolean;
  /** How wide the column of text is, when that is not the page. */
  room?: number;
  /** A message of a chat begins here: it goes on with nothing above. */
  startsMessage?: boolean;
};

export const cellText = (line: GridLine, column: number): string => line.cells[column]?.text ?? '';

export const filledCells = (line: GridLine): number => line.cells.filter((cell) => cell !== undefined).length;

/** The smallest reference that covers both; both must lie in the same part. */
export function joinSources(a: SourceRef, b: SourceRef): SourceRef {
  if (a.part !== b.part) return a;
  const joined: SourceRef = { part: a.part };
  if (a.box !== undefined && b.box !== undefined) {
    const x = Math.min(a.box.x, b.box.x);
    const y = Math.min(a.box.y, b.box.y);
    const right = Math.max(a.box.x + a.box.w, b.box.x + b.box.w);
    joined.box = { x, y, w: right - x, h: Math.max(a.box.y + a.box.h, b.box.y + b.box.h) - y };
  }
  if (a.rows !== undefined && b.rows !== undefined) {
    joined.rows = [Math.min(a.rows[0], b.rows[0]), Math.max(a.rows[1], b.rows[1])];
  }
  if (a.chars !== undefined && b.chars !== undefined) {
    joined.chars = [Math.min(a.chars[0], b.chars[0]), Math.max(a.chars[1], b.chars[1])];
  }
  if (a.block !== undefined && a.block === b.block) joined.block = a.block;
  return joined;
}
