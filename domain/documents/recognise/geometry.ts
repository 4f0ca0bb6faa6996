import type { ContentPart, SourceRef, TextItem } from '../../../contracts/document-reading.ts';
import { joinWrapped, squeeze } from './fold.ts';

/** A piece of a row that no wide gap divides. Units are points, or characters times ten for plain text. */
export type Span = { text: string; x0: number; x1: number; y0: number; y1: number; bold: boolean; source: SourceRef };

/** What stands on one base line of a page or a text. */
/** `y` is the upper and `bottom` the lower base line, for rows in which cells of one line stand beside two. */
/** `room` is how wide its column of text is, when that is not the page. */
export type GeoRow = {
  spans: Span[];
  y: number;
  bottom: number;
  size: number;
  bold: boolean;
  order: number;
  room?: number;
};

const baseline = (item: TextItem): number => item.y + item.h * 0.8;

function groupByBaseline(items: readonly TextItem[]): TextItem[][] {
  const sorted = items.toSorted((a, b) => baseline(a) - baseline(b) || a.x - b.x);
  const rows: TextItem[][] = [];
  for (const item of sorted) {
    const row = rows.at(-1);
    const first = row?.[0];
    const tolerance = 0.4 * Math.min(item.h, first?.h ?? item.h);
    if (row !== undefined && first !== undefined && baseline(item) - baseline(first) <= tolerance) row.push(item);
    else rows.push([item]);
  }
  return rows;
}

/** An address never has a space at its sign, however far apart the letters were drawn or seen. */
const joinsAddress = (before: string, after: string): boolean =>
  (/^@[\w-]/.test(after) && /[\w.]$/.test(before)) || /\S@$/.test(before) || (after === '@' && /[\w.]$/.test(before));

function joinItems(items: readonly TextItem[], part: number, gapFactor: number): Span[] {
  const spans: Span[] = [];
  for (const item of items.toSorted((a, b) => a.x - b.x)) {
    const last = spans.at(-1);
    const gap = last === undefined ? Infinity : item.x - last.x1;
    if (last !== undefined && gap < item.h * gapFactor) {
      last.text += gap > item.h * 0.13 && !joinsAddress(last.text, item.text) ? ` ${item.text}` : item.text;
      last.x1 = Math.max(last.x1, item.x + item.w);
      last.y0 = Math.min(last.y0, item.y);
      last.y1 = Math.max(last.y1, item.y + item.h);
      last.bold &&= item.bold === true;
    } else {
      const { x, y, w, h } = item;
      spans.push({ text: item.text, x0: x, x1: x + w, y0: y, y1: y + h, bold: item.bold === true, source: { part } });
    }
  }
  for (const span of spans) {
    span.text = squeeze(span.text);
    span.source = { part, box: { x: span.x0, y: span.y0, w: span.x1 - span.x0, h: span.y1 - span.y0 } };
  }
  return spans.filter((span) => span.text !== '' && !/^[|_=\-–—.·\s]{3,}$/.test(span.text));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

const shareColumn = (a: Span, b: Span): boolean =>
  Math.abs(a.x0 - b.x0) < 2 || Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0) > 0.3 * Math.min(a.x1 - a.x0, b.x1 - b.x0);

function addBelow(row: GeoRow, lower: GeoRow): void {
  for (const span of lower.spans) {
    const upper = row.spans.find((candidate) => shareColumn(candidate, span));
    if (upper === undefined) {
      row.spans.push(span);
      continue;
    }
    upper.text = joinWrapped(upper.text, span.text);
    upper.x0 = Math.min(upper.x0, span.x0);
    upper.x1 = Math.max(upper.x1, span.x1);
    upper.y1 = Math.max(upper.y1, span.y1);
    upper.source = {
      part: upper.source.part,
      box: { x: upper.x0, y: upper.y0, w: upper.x1 - upper.x0, h: upper.y1 - upper.y0 },
    };
  }
  row.spans.sort((a, b) => a.x0 - b.x0);
  row.bold &&= lower.bold;
  row.bottom = lower.bottom;
}

/**
 * Rows less than a letter apart belong together: beside a cell of two lines, the cells of one line stand at half
 * height. Lines of running text are always further apart.
 */
export function mergeHalfRows(rows: readonly GeoRow[]): GeoRow[] {
  const merged: GeoRow[] = [];
  for (const row of rows) {
    const open = merged.at(-1);
    if (open !== undefined && row.y - open.bottom < 0.72 * Math.min(row.size, open.size)) addBelow(open, row);
    else merged.push(row);
  }
  return merged;
}

const wordGap = 0.45;
const looseWordGap = 0.75;

type Gap = { width: number; before: number; after: number };

function gapsOf(items: readonly TextItem[]): Gap[] {
  const inOrder = items.toSorted((a, b) => a.x - b.x);
  return inOrder.slice(1).map((item, at) => {
    const left = inOrder[at];
    const before = (left?.x ?? 0) + (left?.w ?? 0);
    return { width: (item.x - before) / item.h, before: Math.round(before), after: Math.round(item.x) };
  });
}

function countBy(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/**
 * Up to which gap, in letter heights, two runs belong together. A program that draws word by word, with kerning,
 * leaves wider spaces than one that draws whole lines; such a page shows it by many gaps of about that width. Gaps
 * that stand below each other, row after row, part columns and tell nothing about words.
 */
function gapFactorOf(groups: readonly (readonly TextItem[])[]): number {
  const gaps = groups.flatMap(gapsOf);
  const wide = gaps.filter((gap) => gap.width > 0.35 && gap.width < looseWordGap);
  const [starts, ends] = [countBy(wide.map((gap) => gap.after)), countBy(wide.map((gap) => gap.before))];
  const loose = wide.filter((gap) => (starts.get(gap.after) ?? 0) < 3 && (ends.get(gap.before) ?? 0) < 3).length;
  return loose >= 10 && loose > 0.25 * gaps.length ? looseWordGap : wordGap;
}

/** What stands on each base line of a page, top to bottom. OCR sees words, set apart wider than printed runs are. */
export function baselineRows(part: ContentPart): GeoRow[] {
  const groups = groupByBaseline(part.items ?? []);
  const gapFactor = part.ocr === true ? looseWordGap : gapFactorOf(groups);
  return groups
    .map((items, order) => {
      const spans = joinItems(items, part.index, gapFactor);
      const size = median(items.map((item) => item.h));
      const y = median(items.map(baseline));
      return { spans, y, bottom: y, size, bold: spans.every((span) => span.bold), order };
    })
    .filter((row) => row.spans.length > 0);
}

/** Rows of a page, top to bottom. */
export const pageRows = (part: ContentPart): GeoRow[] =>
  part.ocr === true ? baselineRows(part) : mergeHalfRows(baselineRows(part));

const charWidth = 10;
const lineHeight = 12;
const letterSize = 10;

function lineSpans(line: string, start: number, index: number, part: number): Span[] {
  const spans: Span[] = [];
  let column = 0;
  let at = 0;
  // Tabs jump to the next multiple of eight, so columns keep their place.
  for (const match of line.matchAll(/(\t| {2,}|\u00a0{2,})|((?:(?! {2}|\t|\u00a0{2})[\s\S])+)/g)) {
    at = match.index;
    const piece = match[2];
    if (piece === undefined) {
      column += match[1] === '\t' ? 8 - (column % 8) : match[0].length;
      continue;
    }
    const lead = piece.length - piece.trimStart().length;
    const text = squeeze(piece);
    if (text !== '' && !/^[|_=\-–—.·+*#~]{3,}$/.test(text)) {
      const x0 = (column + lead) * charWidth;
      const chars: [number, number] = [start + at + lead, start + at + piece.trimEnd().length];
      const y = index * lineHeight;
      const box = { x0, x1: x0 + text.length * charWidth, y0: y, y1: y + letterSize };
      spans.push({ text, ...box, bold: false, source: { part, chars } });
    }
    column += piece.length;
  }
  return spans;
}

/** Rows of plain text on an imagined grid of characters; two spaces or a tab set pieces apart. */
export function textRows(text: string, part: number, from = 0): GeoRow[] {
  const rows: GeoRow[] = [];
  let start = from;
  text.split('\n').forEach((line, index) => {
    const spans = lineSpans(line, start, index, part);
    const y = index * lineHeight;
    if (spans.length > 0) rows.push({ spans, y, bottom: y, size: letterSize, bold: false, order: index });
    start += line.length + 1;
  });
  return rows;
}
