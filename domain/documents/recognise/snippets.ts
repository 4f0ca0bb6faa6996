import type { SourceRef } from '../../../contracts/document-reading.ts';
import { fieldsOfLabel } from './field-words.ts';
import type { TextLine } from './grid.ts';
import type { TableFact } from './table-lines.ts';

/** A piece of text outside the requested lines, with the label it stands behind or below ('' when it has none). */
export type Snippet = { label: string; text: string; above: string; source: SourceRef; order: number; part: number };

const labelInside = /^([\p{L}][\p{L}\d .\-/()#&'°º]{0,44}?)\s*[:：]\s*(.*)$/u;

/** A cell that is nothing but a label. */
function isLabel(text: string): boolean {
  return (/^[^:]{2,45}[:：]$/.test(text) && /\p{L}/u.test(text)) || (text.length <= 45 && fieldsOfLabel(text).length > 0) || dateLabel.test(text);
}

const dateLabel =
  /^(?:date|datum|fecha|data|issued?|dated|.{0,25}(?:due|by|bis|deadline|date|datum|termin|frist|avant le|antes del|entro il|livraison|entrega|consegna|leverdatum|needed|required|before|until|on|am|at))$/iu;

type Near = { text: string; x: number; order: number; source: SourceRef };

/** The label straight above a cell, for forms that put the value below it. */
function labelAbove(x: number, before: readonly Near[]): string {
  const near = before.find((cell) => Math.abs(cell.x - x) < 6);
  return near !== undefined && isLabel(near.text) ? near.text : '';
}

/** A value so long that its cell broke it: the pieces stand above and below the middle of their label. */
function splitAround(line: TextLine, lines: readonly TextLine[], at: number): { text: string; source: SourceRef } | null {
  const [over, under] = [lines[at - 1], lines[at + 1]];
  const [upper, lower] = [over?.cells[0], under?.cells[0]];
  if (line.cells.length !== 1 || over?.cells.length !== 1 || upper === undefined) return null;
  if (upper.x <= line.x + 20 || under?.cells.length !== 1 || lower === undefined || Math.abs(lower.x - upper.x) > 3) return null;
  const glue = upper.text.includes('@') && !/\s/.test(upper.text) ? '' : ' ';
  return { text: upper.text + glue + lower.text, source: upper.source };
}

function cellSnippets(line: TextLine, before: readonly Near[]): Snippet[] {
  const base = { order: line.order, part: line.source.part };
  return line.cells.map((cell, index) => {
    const previous = line.cells[index - 1]?.text ?? '';
    const above = labelAbove(cell.x, before);
    const inside = labelInside.exec(cell.text);
    if (inside !== null && (inside[2] ?? '') !== '') {
      return { ...base, label: inside[1] ?? '', text: inside[2] ?? '', above, source: cell.source };
    }
    const label = isLabel(previous) ? previous : '';
    return { ...base, label, text: cell.text, above: label === '' ? above : '', source: cell.source };
  });
}

/** Everything around the requested lines as labelled pieces. */
export function toSnippets(lines: readonly TextLine[], facts: readonly TableFact[]): Snippet[] {
  const snippets: Snippet[] = [];
  let before: Near[] = [];
  lines.forEach((line, at) => {
    const wrapped = splitAround(line, lines, at);
    const order = line.order;
    if (wrapped !== null) {
      snippets.push({ label: line.text, text: wrapped.text, above: '', source: wrapped.source, order, part: line.source.part });
    }
    snippets.push(...cellSnippets(line, before));
    before = line.cells.map((cell) => ({ ...cell, order }));
  });
  for (const fact of facts) {
    const { source, order } = fact.line;
    snippets.push({ label: fact.label, text: fact.value, above: '', source, order, part: source.part });
  }
  return snippets;
}
