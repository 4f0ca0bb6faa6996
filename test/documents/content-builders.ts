import type { ContentPart, DocumentContent, DocumentReading, TextItem } from '../../contracts/document-reading.ts';
import { recognise } from '../../domain/documents/recognise/recognise.ts';

export type PageText = [
  x: number,
  y: number,
  text: string,
  options?: { right?: boolean; bold?: boolean; size?: number },
];

/** Helvetica is about half as wide as it is high. */
const widthOf = (text: string, size: number): number => text.length * size * 0.5;

/** A page with texts at given places; `right` aligns the text's end to `x`. */
export function page(texts: readonly PageText[], index = 0): ContentPart {
  const items = texts.map(([x, y, text, options]): TextItem => {
    const size = options?.size ?? 9;
    const w = widthOf(text, size);
    return {
      text,
      x: options?.right === true ? x - w : x,
      y,
      w,
      h: size,
      size,
      ...(options?.bold === true ? { bold: true } : {}),
    };
  });
  return { index, name: `Page ${index + 1}`, kind: 'page', width: 595, height: 842, items };
}

/** A sheet from rows of cells; empty strings are empty cells. */
export function sheet(rows: readonly (readonly string[])[], name = 'Sheet1', index = 0): ContentPart {
  const cells = rows.map((row, at) => ({
    row: at + 1,
    cells: row.flatMap((text, col) => (text === '' ? [] : [{ col, text }])),
  }));
  return { index, name, kind: 'sheet', cells: cells.filter((row) => row.cells.length > 0) };
}

export function text(content: string, index = 0): ContentPart {
  return { index, name: 'Text', kind: 'text', text: content };
}

export function mail(content: string, head: { from?: [string, string]; subject?: string } = {}): ContentPart {
  const [name, address] = head.from ?? ['Ada Winter', 'ada@brook.example'];
  return {
    index: 0,
    name: head.subject ?? 'Request',
    kind: 'mail',
    text: content,
    mail: {
      from: { name, address },
      replyTo: [],
      to: [{ name: 'Sales', address: 'sales@shop.example' }],
      subject: head.subject ?? 'Request',
      date: '2026-03-01T09:00:00.000Z',
    },
  };
}

export function read(...parts: ContentPart[]): DocumentReading {
  const kind = parts[0]?.kind === 'sheet' ? 'xlsx' : parts[0]?.kind === 'page' ? 'pdf' : 'txt';
  const content: DocumentContent = { kind, parts, warnings: [] };
  return recognise(content, { own: { names: ['Shop Supply'], domains: ['shop.example'] } });
}

/** Lines in short: "12 pcs Widget blue [PN] {customer no}". */
export function shortLines(reading: DocumentReading): string[] {
  return reading.lines.map((line) => {
    const numbers = `${line.partNumber === null ? '' : ` [${line.partNumber}]`}${line.customerPartNumber === null ? '' : ` {${line.customerPartNumber}}`}`;
    return `${line.quantity ?? '?'} ${line.unit} ${line.description}${numbers}`;
  });
}

export const delimited = (content: string, delimiter = ';'): string[][] =>
  content
    .trim()
    .split('\n')
    .map((row) => row.split(delimiter).map((cell) => cell.trim()));
