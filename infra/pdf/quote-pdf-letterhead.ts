import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { longDate } from './amount-format.ts';
import { printableLine } from './printable-text.ts';
import type { QuotePdfLabels } from './quote-pdf-labels.ts';
import { contentWidth, plainLayout } from './quote-pdf-look.ts';
import type { QuotePdfInput, QuotePdfParty } from './quote-pdf.ts';

/** Seller, title, customer and the facts of the quote: the upper third of the first page. */
export const letterhead = (quote: QuotePdfInput, labels: QuotePdfLabels): Content => ({
  stack: [
    sellerRow(quote.seller),
    { text: labels.title, style: 'title', margin: [0, 26, 0, 14] },
    customerAndFacts(quote, labels),
  ],
});

const half = contentWidth / 2;

const sellerRow = (seller: QuotePdfParty): Content => ({
  columns: [
    { text: printableLine(seller.name), style: 'seller', width: half },
    { text: lines([...seller.addressLines, seller.taxId]), style: 'small', alignment: 'right', width: half },
  ],
});

const customerAndFacts = (quote: QuotePdfInput, labels: QuotePdfLabels): Content => {
  const { customer } = quote;
  return {
    margin: [0, 0, 0, 14],
    columns: [
      {
        width: half - 20,
        stack: [
          { text: labels.customer, style: 'label', margin: [0, 0, 0, 3] },
          { text: printableLine(customer.name), style: 'strong', fontSize: 10.5 },
          { text: lines([...customer.addressLines, customer.phone, customer.email, customer.taxId]) },
          ...contactOf(quote, labels),
        ],
      },
      { width: 20, text: '' },
      {
        width: half,
        layout: plainLayout,
        table: { widths: [half / 2 - 10, half / 2 - 10], body: factRows(quote, labels) },
      },
    ],
  };
};

const lines = (parts: readonly (string | null | undefined)[]): string =>
  parts
    .map((part) => printableLine(part ?? ''))
    .filter((part) => part !== '')
    .join('\n');

const contactOf = ({ contact }: QuotePdfInput, labels: QuotePdfLabels): Content[] => {
  const text = lines([contact?.name, contact?.email]);
  if (text === '') return [];
  return [{ text: labels.contact, style: 'label', margin: [0, 7, 0, 1] }, { text }];
};

/** Label above value, two in a row; what the quote does not have takes no place. */
const factRows = (quote: QuotePdfInput, labels: QuotePdfLabels): TableCell[][] => {
  const facts = [
    [labels.number, quote.number],
    [labels.version, String(quote.revision)],
    [labels.date, longDate(quote.locale, quote.issuedOn)],
    [labels.validUntil, longDate(quote.locale, quote.validUntil)],
    [labels.reference, quote.reference ?? ''],
  ] as const;
  const cells = facts.filter(([, value]) => value !== '').map(([label, value]) => fact(label, value));
  return Array.from({ length: Math.ceil(cells.length / 2) }, (_, row) => [
    cells[2 * row] ?? '',
    cells[2 * row + 1] ?? '',
  ]);
};

const fact = (label: string, value: string): TableCell => ({
  stack: [
    { text: label, style: 'label', margin: [0, 0, 0, 1] },
    { text: printableLine(value), style: 'strong' },
  ],
});
