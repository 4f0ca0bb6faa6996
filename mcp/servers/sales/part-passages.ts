import type { ContentPart, GridRow, TextItem } from '../../../contracts/document-reading.ts';
import type { Passage } from './rank-passages.ts';

/** Long enough to hold a sentence with its surroundings, short enough to quote. */
const passageChars = 500;

/** The text of one page, sheet or mail in pieces of some lines each. */
export const partPassages = (part: ContentPart): Passage[] => {
  const page = part.index + 1;
  const passages: Passage[] = [];
  let text = '';
  for (const line of linesOf(part).flatMap(cutLine)) {
    if (text !== '' && text.length + line.length >= passageChars) {
      passages.push({ page, text });
      text = '';
    }
    text = text === '' ? line : `${text}\n${line}`;
  }
  if (text !== '') passages.push({ page, text });
  return passages;
};

const linesOf = ({ items, cells, blocks, text, mail }: ContentPart): string[] => {
  const lines = [
    ...(mail ? [`Subject: ${mail.subject}`] : []),
    ...(items ? pageLines(items) : []),
    ...(cells ?? []).map(rowText),
    ...(blocks ?? []).flatMap((block) => (block.kind === 'table' ? block.rows.map(rowText) : block.text.split('\n'))),
    ...(text ?? '').split('\n'),
  ];
  return lines.map((line) => line.trim()).filter((line) => line !== '');
};

const rowText = ({ cells }: GridRow): string => cells.map((cell) => cell.text).join(' | ');

/** Runs of text that stand beside each other make a line. */
const pageLines = (items: readonly TextItem[]): string[] => {
  const lines: { y: number; items: TextItem[] }[] = [];
  for (const item of items.toSorted((left, right) => left.y - right.y)) {
    const last = lines.at(-1);
    if (last && item.y - last.y <= item.h / 2) last.items.push(item);
    else lines.push({ y: item.y, items: [item] });
  }
  return lines.map((line) =>
    line.items
      .toSorted((left, right) => left.x - right.x)
      .map((item) => item.text)
      .join(' '),
  );
};

/** A line without an end, such as a paragraph of a Word file, is cut between words. */
const cutLine = (line: string): string[] => line.match(new RegExp(`.{1,${passageChars}}(?=\\s|$)|\\S+`, 'gu')) ?? [];
