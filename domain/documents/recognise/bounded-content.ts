import type { ContentPart, DocumentContent, FlowBlock } from '../../../contracts/document-reading.ts';

/** No request has more rows; to look through so many takes the worker some seconds, in which it does nothing else. */
export const maxRows = 100_000;

/** Lines of text, rows of tables and base lines of a page. */
export function countRows({ text, items, cells, blocks }: ContentPart): number {
  if (items) return new Set(items.map((item) => Math.round(item.y))).size;
  if (cells) return cells.length;
  const texts = [text ?? '', ...(blocks ?? []).flatMap((block) => (block.kind === 'paragraph' ? block.text : []))];
  const tables = (blocks ?? []).flatMap((block) => (block.kind === 'table' ? block.rows.length : []));
  return [...texts.map((each) => each.split('\n').length), ...tables].reduce((sum, rows) => sum + rows, 0);
}

/** No line of a request is longer; patterns that look back and forth in one are slow in what is. */
const lineChars = 2_000;
const cellChars = 4_000;

/**
 * The content with lines that a reader can look through: an overlong one is wrapped, so every character keeps its
 * offset, and an overlong cell is cut (threats: "ReDoS, event-loop hogs").
 */
export function boundContent(content: DocumentContent): DocumentContent {
  return { ...content, parts: content.parts.map(boundPart) };
}

function boundPart(part: ContentPart): ContentPart {
  const { text, items, cells, blocks } = part;
  return {
    ...part,
    ...(text !== undefined && { text: wrapLines(text) }),
    ...(items && { items: items.map((item) => cut(item, lineChars)) }),
    ...(cells && { cells: cells.map((row) => ({ ...row, cells: row.cells.map((cell) => cut(cell, cellChars)) })) }),
    ...(blocks && { blocks: blocks.map(boundBlock) }),
  };
}

function boundBlock(block: FlowBlock): FlowBlock {
  if (block.kind === 'paragraph') return { ...block, text: wrapLines(block.text) };
  const rows = block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => cut(cell, cellChars)) }));
  return { ...block, rows };
}

function cut<T extends { text: string }>(piece: T, maxChars: number): T {
  return piece.text.length <= maxChars ? piece : { ...piece, text: piece.text.slice(0, maxChars) };
}

function wrapLines(text: string): string {
  return text.split('\n').map(wrapLine).join('\n');
}

/** Breaks a line at its last space within the limit, or in the middle of a word that is a line of its own. */
function wrapLine(line: string): string {
  if (line.length <= lineChars) return line;
  const pieces: string[] = [];
  let start = 0;
  while (line.length - start > lineChars) {
    const space = line.lastIndexOf(' ', start + lineChars);
    const end = space > start + lineChars / 2 ? space : start + lineChars;
    pieces.push(line.slice(start, end));
    start = end + 1;
  }
  return [...pieces, line.slice(start)].join('\n');
}
