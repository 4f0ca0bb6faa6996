import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { printableLine, printableText } from './printable-text.ts';
import { linesTable } from './quote-pdf-lines.ts';
import { quotePdfLabels, type QuotePdfLabels } from './quote-pdf-labels.ts';
import { letterhead } from './quote-pdf-letterhead.ts';
import { colour, contentWidth, defaultStyle, page, styles } from './quote-pdf-look.ts';
import { summary } from './quote-pdf-summary.ts';
import type { QuotePdfInput } from './quote-pdf.ts';

/** Terms up to this length stay on one page with their heading. */
const longestUnbrokenTerms = 2_500;

/** The whole document as pdfmake takes it. */
export const quoteDocument = (quote: QuotePdfInput): TDocumentDefinitions => {
  const labels = quotePdfLabels[quote.locale];
  const title = printableLine(`${labels.title} ${quote.number}`);
  return {
    pageSize: 'A4',
    pageMargins: [page.side, page.top, page.side, page.bottom],
    version: '1.7',
    language: quote.locale,
    displayTitle: true,
    info: {
      title: `${title}, ${labels.version} ${quote.revision}`,
      author: printableLine(quote.seller.name),
      creator: 'Throughline',
      producer: 'Throughline',
      // A day has no time: noon UTC is the same day in nearly every zone.
      creationDate: new Date(`${quote.issuedOn}T12:00:00Z`),
    },
    defaultStyle,
    styles,
    background: (pageNumber) => (pageNumber === 1 ? accentMark() : []),
    header: (pageNumber) => (pageNumber === 1 ? [] : runningHead(quote, labels)),
    footer: (pageNumber, pageCount) => footer(quote, labels, pageNumber, pageCount),
    content: [letterhead(quote, labels), linesTable(quote, labels), summary(quote, labels), terms(quote, labels)],
  };
};

const accentMark = (): Content => ({
  canvas: [{ type: 'rect', x: page.side, y: 0, w: 72, h: 5, color: colour.accent }],
});

const runningHead = (quote: QuotePdfInput, labels: QuotePdfLabels): Content => ({
  margin: [page.side, 26, page.side, 0],
  style: 'small',
  columns: [
    { text: printableLine(`${labels.title} ${quote.number}`, 40), width: '*' },
    { text: printableLine(quote.customer.name, 60), width: '*', alignment: 'right' },
  ],
});

const footer = (quote: QuotePdfInput, labels: QuotePdfLabels, pageNumber: number, pageCount: number): Content => {
  const { name, email, phone } = quote.seller;
  const seller = [name, email, phone].filter((part) => part !== undefined && part !== '').join('  ·  ');
  return {
    margin: [page.side, 14, page.side, 0],
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: contentWidth, y2: 0, lineWidth: 0.5, lineColor: colour.hair }] },
      {
        margin: [0, 8, 0, 0],
        style: 'small',
        columns: [
          { text: printableLine(seller, 110), width: '*' },
          { text: labels.page(pageNumber, pageCount), width: 90, alignment: 'right' },
        ],
      },
    ],
  };
};

const terms = (quote: QuotePdfInput, labels: QuotePdfLabels): Content => {
  const text = printableText(quote.terms ?? '').trim();
  if (text === '') return [];
  return {
    margin: [0, 26, 0, 0],
    unbreakable: text.length <= longestUnbrokenTerms,
    stack: [
      { text: labels.terms, style: 'head', margin: [0, 0, 0, 4] },
      { text, fontSize: 8.5, color: colour.muted, lineHeight: 1.35 },
    ],
  };
};
