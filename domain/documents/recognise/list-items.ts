import type { SourceRef } from '../../../contracts/document-reading.ts';
import { joinSources, type TextLine } from './grid.ts';
import { type ItemMatch, readItem } from './item-patterns.ts';

/** A paragraph or one item of a list, wrapped lines joined. */
export type TextItemBlock = {
  text: string;
  marker: 'bullet' | 'number' | null;
  position: string;
  source: SourceRef;
  lines: TextLine[];
  /** Blocks of one run follow each other with the same kind of marker. */
  run: number;
};

const bullet = /^(?:[•·▪◦‣●○■□➢➤►✓*»>+«¢©°~=–—-]|o(?= {2}|\t))\s+(?=\S)/u;
const numbered =
  /^(?:\(?(\d{1,3})[.)\]]|(?:pos(?:ition)?|item|line|artikel|position|posten|ligne|#|nr|no)\.?\s*(\d{1,3})\s*[:.)–—-])\s+(?=\S)/iu;
const lettered = /^\(?([a-z])\)\s+(?=\S)/u;

type Marked = { marker: 'bullet' | 'number' | null; position: string; rest: string };

export function readMarker(line: TextLine): Marked {
  const { text } = line;
  const number = numbered.exec(text) ?? lettered.exec(text);
  if (number !== null) {
    return { marker: 'number', position: number[1] ?? number[2] ?? '', rest: text.slice(number[0].length) };
  }
  const dot = bullet.exec(text);
  if (dot !== null) return { marker: 'bullet', position: '', rest: text.slice(dot[0].length) };
  return { marker: line.listItem ? 'bullet' : null, position: '', rest: text };
}

/** "01  2 pcs …", "02  5 pcs …": bare numbers that count up from one, each before an item that says its quantity. */
function countedLines(lines: readonly TextLine[]): Map<TextLine, Marked> {
  const found = lines.flatMap((line) => {
    const [lead = '', digits = ''] = /^0{0,2}(\d{1,3})\s+(?=\S)/.exec(line.text) ?? [];
    const rest = line.text.slice(lead.length);
    const isItem = lead !== '' && readItem(rest, null).some((match) => match.strength === 3);
    return isItem ? [{ line, position: digits, rest }] : [];
  });
  const step = Number(found[0]?.position ?? 0);
  const counts = found.every(({ position }, at) => Number(position) === (at + 1) * step);
  if (found.length < 3 || !counts || (step !== 1 && step !== 10)) return new Map();
  return new Map(found.map(({ line, position, rest }) => [line, { marker: 'number', position, rest }]));
}

/** A line such as "RFQ no.: 4711": it starts something of its own and never goes on with an item. */
const labelled = /^[\p{L}][\p{L}\d .\-/()]{1,40}:(?:\s|$)/u;

/** "48 ea - …" and "3 x …" as an item starts, when the item above starts the same way: a bullet got lost between them. */
const plainStart = /^\d[\d.,]*\s*(?:[x×]\s|\p{L}[\p{L}.()/\d]{0,12}(?:\s(?:of|à|a)\s\d+)?\s*[-–:]\s)/iu;

/** An item that has named its quantity at its end is complete. */
const saysItsQuantity = (text: string): boolean =>
  readItem(text, null).some((match) => match.strength === 3 && match.style.endsWith('Last'));

/** Both texts start with a plain count, or both end in a bare one: two items, not one wrapped. */
function countAlike(upper: string, lower: string): boolean {
  const says = (text: string, test: (match: ItemMatch) => boolean): boolean => readItem(text, null).some(test);
  return [
    (match: ItemMatch) => match.strength === 3 && match.style.endsWith('First'),
    (match: ItemMatch) => match.style === 'numberLast',
  ].some((test) => says(upper, test) && says(lower, test));
}

/** No item is longer, and what follows is read against all of it. */
const itemChars = 2_000;

const startsWithCount = (text: string): boolean =>
  readItem(text, null).some((match) => match.strength === 3 && match.style.endsWith('First'));

/**
 * In a narrow column lines end far from its edge: one wraps when the next word had no room left, or when it stands
 * close below an item that begins with its count and does not count itself.
 */
function wraps(line: TextLine, open: TextItemBlock, { last, room }: { last: TextLine; room: number }): boolean {
  const word = /^\S+/.exec(line.text)?.[0] ?? '';
  const isFull = last.width + line.width * ((word.length + 1) / line.text.length) > room * 0.95;
  const isTight = line.pitch < 1.4 && !/[.!?]$/.test(line.text);
  return isFull || (isTight && startsWithCount(open.text) && !startsWithCount(line.text));
}

/** Whether `line` goes on with the item above: it is indented, or the line above ran to the margin. */
function continues(line: TextLine, open: TextItemBlock, fullWidth: number): boolean {
  const last = open.lines.at(-1);
  const first = open.lines[0];
  if (last === undefined || first === undefined || line.gapBefore || labelled.test(line.text)) return false;
  if (line.listItem || line.startsMessage === true || open.text.length > itemChars) return false;
  if (line.cells.length > 1 || (plainStart.test(line.text) && plainStart.test(open.text))) return false;
  if (saysItsQuantity(open.text) || (open.marker === null && countAlike(open.text, line.text))) return false;
  if (open.marker === null && /[.:;!?]$/.test(last.text)) return false;
  if (last.room !== undefined) return wraps(line, open, { last, room: last.room }) || line.x > first.x + 4;
  return open.marker === null ? last.width > fullWidth * 0.8 : line.x > first.x + 4 || last.width > fullWidth * 0.75;
}

/** Joins wrapped lines into blocks and numbers the runs of like blocks. */
export function toBlocks(lines: readonly TextLine[]): TextItemBlock[] {
  const fullWidth = Math.max(0, ...lines.map((line) => line.width));
  const blocks: TextItemBlock[] = [];
  const counted = countedLines(lines);
  for (const line of lines) {
    const open = blocks.at(-1);
    const { marker, position, rest } = counted.get(line) ?? readMarker(line);
    if (marker === null && open !== undefined && continues(line, open, fullWidth)) {
      open.text = open.text.endsWith('-') ? open.text + rest : `${open.text} ${rest}`;
      open.source = joinSources(open.source, line.source);
      open.lines.push(line);
      continue;
    }
    const follows = open !== undefined && open.marker === marker && (marker !== null || !line.gapBefore);
    const run = (open?.run ?? 0) + (follows ? 0 : 1);
    blocks.push({ text: rest, marker, position, source: line.source, lines: [line], run });
  }
  return blocks;
}
