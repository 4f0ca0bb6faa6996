import type { TextItem } from '../../../contracts/document-reading.ts';
import type { TextRun } from './page-painter.ts';

export type PageItems = { items: TextItem[]; width: number; height: number };

/** Which way most of the text runs, in quarter turns clockwise from left-to-right. */
function mainTurn(runs: readonly TextRun[]): number {
  const weights = [0, 0, 0, 0];
  for (const run of runs) {
    const turn = turnOf(run);
    if (turn !== null) weights[turn] = (weights[turn] ?? 0) + run.text.length;
  }
  return weights.indexOf(Math.max(...weights));
}

/** Quarter turn of a run, null when it runs askew (a watermark). */
function turnOf(run: TextRun): number | null {
  const turn = Math.round((Math.atan2(run.dy, run.dx) * 2) / Math.PI);
  const angle = (turn * Math.PI) / 2;
  return Math.abs(run.dx * Math.cos(angle) + run.dy * Math.sin(angle)) > 0.99 ? (turn + 4) % 4 : null;
}

/** Base line start after the page is turned so that its text runs left to right. */
function upright(run: TextRun, turn: number, width: number, height: number): { x: number; y: number } {
  if (turn === 1) return { x: run.y, y: width - run.x };
  if (turn === 2) return { x: width - run.x, y: height - run.y };
  if (turn === 3) return { x: height - run.y, y: run.x };
  return { x: run.x, y: run.y };
}

const ligatures: Readonly<Record<string, string>> = { ﬀ: 'ff', ﬁ: 'fi', ﬂ: 'fl', ﬃ: 'ffi', ﬄ: 'ffl', ﬅ: 'st', ﬆ: 'st' };

function cleanText(text: string): string {
  // Soft hyphens, zero-width characters and control characters carry no letters.
  return text
    .replaceAll(/[\uFB00-\uFB06]/g, (char) => ligatures[char] ?? char)
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll(/(?![\u007f-\u009f])[\p{Cc}\u00a0\u2000-\u200a\u202f]/gu, ' ');
}

function toItem(run: TextRun, turn: number, width: number, height: number): TextItem {
  const { x, y } = upright(run, turn, width, height);
  const round = (value: number): number => Math.round(value * 100) / 100;
  const text = cleanText(run.text);
  const lead = text.length - text.trimStart().length;
  const tail = text.length - text.trimEnd().length;
  // A space is narrower than most letters (0.28 em in Helvetica).
  const each = Math.min(run.length / Math.max(1, text.length), run.size * 0.28);
  return {
    text: text.trim(),
    x: round(x + lead * each),
    y: round(y - run.size * 0.8),
    w: round(Math.max(0, run.length - (lead + tail) * each)),
    h: round(run.size),
    size: round(run.size),
    ...(run.bold ? { bold: true } : {}),
  };
}

/** Joins strings that follow each other on one base line closely enough to be one phrase. */
function joinNeighbours(items: readonly TextItem[]): TextItem[] {
  const joined: TextItem[] = [];
  for (const item of items) {
    const last = joined.at(-1);
    const size = item.size ?? item.h;
    const gap = last === undefined ? Infinity : item.x - (last.x + last.w);
    const sameLine = last !== undefined && Math.abs(last.y - item.y) < size * 0.2 && Math.abs(last.h - item.h) < 0.6;
    if (last !== undefined && sameLine && gap > -size * 0.3 && gap < size * 0.36) {
      last.text += gap > size * 0.13 ? ` ${item.text}` : item.text;
      last.w = item.x + item.w - last.x;
    } else joined.push({ ...item });
  }
  return joined;
}

/** Text of a page as positioned items, turned upright; watermarks across the page are left out. */
export function textItems(runs: readonly TextRun[], page: { width: number; height: number }): PageItems {
  const turn = mainTurn(runs);
  const sideways = turn % 2 === 1;
  const items = runs.filter((run) => turnOf(run) === turn).map((run) => toItem(run, turn, page.width, page.height));
  return {
    items: joinNeighbours(items.filter((item) => item.text !== '')),
    width: sideways ? page.height : page.width,
    height: sideways ? page.width : page.height,
  };
}
