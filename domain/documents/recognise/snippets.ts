import type { SourceRef } from '../../../contracts/document-reading.ts';
import { purposeOf } from './date-purpose.ts';
import { fieldsOfLabel } from './field-words.ts';
import type { TextLine } from './grid.ts';
import type { TableFact } from './table-lines.ts';

/** A piece of text outside the requested lines, with the label it stands behind or below ('' when it has none). */
export type Snippet = { label: string; text: string; above: string; source: SourceRef; order: number; part: number };

const labelInside = /^([\p{L}][\p{L}\d .\-/()#&'°º]{0,44}?)\s*[:：]\s*(.*)$/u;

/** A cell that is nothing but a label. */
function isLabel(text: string): boolean {
  return (
    (/^[^:]{2,45}[:：]$/.test(text) && /\p{L}/u.test(text)) ||
    (text.length <= 45 && fieldsOfLabel(text).length > 0) ||
    (mayLabel.test(text) && purposeOf(text) !== null)
  );
}

/** A short text without figures may label what stands to its right. */
const mayLabel = /^[^\d@]{2,45}$/;

type Near = { text: string; x: number; order: number; source: SourceRef };

/** The label straight above a cell, for forms that put the value below it. */
function labelAbove(x: number, before: readonly Near[]): string {
  const near = before.find((cell) => Math.abs(cell.x - x) < 6);
  return near !== undefined && isLabel(near.text) ? near.text : '';
}

type Wrapped = { label: string; text: string; source: SourceRef };

/** Pieces of an address or number broken at its cell's edge belong together without a space. */
const glue = (upper: string, lower: string): string =>
  upper + (upper.includes('@') && !/\s/.test(upper) ? '' : ' ') + lower;

/**
 * A value so long that its cell broke it: its label stands beside the last piece, or between the pieces. The upper
 * piece then stands alone, in the same column as the piece below.
 */
function wrappedValue(line: TextLine, lines: readonly TextLine[], at: number): Wrapped | null {
  const [upper] = lines[at - 1]?.cells ?? [];
  const [label, beside] = line.cells;
  if (upper === undefined || label === undefined || lines[at - 1]?.cells.length !== 1 || upper.x <= label.x + 20)
    return null;
  const below = line.cells.length === 1 ? lines[at + 1] : undefined;
  const lower = beside ?? (below?.cells.length === 1 ? below.cells[0] : undefined);
  if (lower === undefined || Math.abs(lower.x - upper.x) > 3 || line.pitch > 1.4) return null;
  return { label: label.text, text: glue(upper.text, lower.text), source: upper.source };
}

/** The rest of an address that its cell broke behind a hyphen or dot stands alone in the line below. */
function wholeAddress(text: string, x: number, below: TextLine | undefined): string {
  const [rest] = below?.cells.length === 1 ? below.cells : [];
  const isBroken = /@[\w.-]*[-.]$/.test(text) && rest !== undefined && Math.abs(rest.x - x) < 3;
  return isBroken && /^[\w.-]+$/.test(rest.text) ? text + rest.text : text;
}

function cellSnippets(line: TextLine, before: readonly Near[], below: TextLine | undefined): Snippet[] {
  const base = { order: line.order, part: line.source.part };
  return line.cells.map((drawn, index) => {
    const cell = { ...drawn, text: wholeAddress(drawn.text, drawn.x, below) };
    const previous = line.cells[index - 1]?.text ?? '';
    const above = labelAbove(cell.x, before);
    const inside = labelInside.exec(cell.text);
    if (inside !== null && (inside[2] ?? '') !== '') {
      return { ...base, label: inside[1] ?? '', text: inside[2] ?? '', above, source: cell.source };
    }
    const beside = isLabel(previous) || (above === '' && index % 2 === 1 && mayLabel.test(previous));
    const label = beside ? previous : '';
    return { ...base, label, text: cell.text, above: label === '' ? above : '', source: cell.source };
  });
}

/** Everything around the requested lines as labelled pieces. */
export function toSnippets(lines: readonly TextLine[], facts: readonly TableFact[]): Snippet[] {
  const snippets: Snippet[] = [];
  let before: Near[] = [];
  lines.forEach((line, at) => {
    const wrapped = wrappedValue(line, lines, at);
    if (wrapped !== null) {
      // The broken pieces by themselves would be taken for whole values.
      if (wrapped.text.includes('@')) snippets.pop();
      snippets.push({ ...wrapped, above: '', order: line.order, part: line.source.part });
    }
    snippets.push(...cellSnippets(line, before, lines[at + 1]));
    before = line.cells.map((cell) => ({ ...cell, order: line.order }));
  });
  for (const fact of facts) {
    const { source, order } = fact.line;
    snippets.push({ label: fact.label, text: fact.value, above: '', source, order, part: source.part });
  }
  return snippets;
}
