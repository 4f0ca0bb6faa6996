import type { Document } from '../../contracts/documents.ts';
import type { Quote, QuoteLine } from '../../contracts/quotes.ts';

/** The quote as text for a terminal: lines, totals, and what a person has to decide. */
export const quoteAsText = (document: Document, quote: Quote): string => {
  const head = [
    `${quote.number} for ${quote.customerName ?? 'an unknown customer'}${quote.reference ? `, reference ${quote.reference}` : ''}`,
    `${document.fileName}: ${quote.lineCount} lines, ${quote.matchedCount} matched, ${quote.openCount} open`,
    '',
  ];
  const rows = quote.lines.map(rowOf);
  return [...head, ...asTable(rows), '', ...totalsOf(quote), ...openLinesOf(quote)].join('\n');
};

const rowOf = (line: QuoteLine): string[] => [
  String(line.position),
  `${line.quantity} ${line.unit}`,
  line.decision === 'matched' ? (line.sku ?? '–') : line.decision === 'open' ? '?' : 'left out',
  clip(line.description, 56),
  line.unitPrice ?? '',
  line.net ?? '',
];

const asTable = (rows: readonly string[][]): string[] => {
  const all = [['', 'Quantity', 'Product', 'Description', 'Price', 'Net'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const isNumber = (column: number) => column === 0 || column >= 4;
  return all.map((row) =>
    row
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

const totalsOf = ({ totals, currency }: Quote): string[] => {
  if (!totals) return ['No totals while no line has a price.'];
  const taxes = totals.taxGroups.map(({ rate, tax }) => `Tax ${rate} %: ${tax}`);
  return [`Net: ${totals.taxExclusive}`, ...taxes, `Total: ${totals.payable} ${currency}`];
};

const openLinesOf = ({ lines }: Quote): string[] => {
  const open = lines.filter(({ decision }) => decision === 'open');
  if (open.length === 0) return [];
  return [
    '',
    `${open.length} ${open.length === 1 ? 'line needs' : 'lines need'} a person:`,
    ...open.flatMap((line) => [`  ${line.position}. ${clip(line.description, 80)}`, ...candidatesOf(line)]),
  ];
};

const candidatesOf = ({ match }: QuoteLine): string[] =>
  match && match.candidates.length > 0
    ? match.candidates.map(({ sku, name }) => `       ${sku}  ${clip(name, 70)}`)
    : ['       nothing like it in the catalogue'];

const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
