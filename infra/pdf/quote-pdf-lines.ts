import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { type AmountFormat, amountFormat } from './amount-format.ts';
import { printableLine, printableText } from './printable-text.ts';
import type { QuotePdfLabels } from './quote-pdf-labels.ts';
import { colour, contentWidth, linesLayout } from './quote-pdf-look.ts';
import type { QuotePdfInput, QuotePdfLine } from './quote-pdf.ts';

interface Column {
  readonly head: string;
  readonly texts: readonly string[];
  readonly alignment: 'left' | 'right';
  /** The least width in points; longer texts widen it. */
  readonly least: number;
}

const fontSize = 8.5;
/** Width of a digit of the font, as a part of its size; figures are tabular. */
const digitWidth = 0.57;
const padding = 10;
/** Beyond this a row may not fit on a page, so rows may break. */
const longestUnbrokenText = 1_800;

/** The lines of the quote. The head repeats on every page and a row stays on one page. */
export const linesTable = (quote: QuotePdfInput, labels: QuotePdfLabels): Content => {
  const format = amountFormat(quote.locale, quote.currency);
  const before = [
    { head: labels.position, texts: quote.lines.map(({ position }) => String(position)), alignment: 'left', least: 24 },
  ] as const;
  const after = figureColumns(quote, labels, format);
  const figures = after.map(widthOf);
  const descriptionWidth =
    contentWidth -
    before
      .map(widthOf)
      .concat(figures)
      .reduce((sum, width) => sum + width, 0);
  const described = quote.lines.map((line) => description(line, labels, format));
  return {
    layout: linesLayout,
    fontSize,
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: quote.lines.every((line) => line.description.length <= longestUnbrokenText),
      widths: [...before.map(widthOf), descriptionWidth, ...figures].map((width, index, all) =>
        inner(width, index, all.length),
      ),
      body: [
        [...before.map(headOf), { text: labels.description, style: 'head' }, ...after.map(headOf)],
        ...described.map((text, row) => [...before.map(cellOf(row)), text, ...after.map(cellOf(row))]),
      ],
    },
  };
};

const figureColumns = (quote: QuotePdfInput, labels: QuotePdfLabels, format: AmountFormat): Column[] => {
  const column = (
    head: string,
    least: number,
    alignment: Column['alignment'],
    text: (line: QuotePdfLine) => string,
  ): Column => ({
    head,
    least,
    alignment,
    texts: quote.lines.map(text),
  });
  const columns = [
    column(labels.quantity, 46, 'right', (line) => format.decimal(line.quantity)),
    column(labels.unit, 38, 'left', (line) => printableLine(line.unit, 12)),
    column(labels.unitPrice, 56, 'right', (line) => priceText(line, format)),
    column(labels.discount, 48, 'right', (line) => discountText(line, format)),
    column(labels.tax, 34, 'right', (line) => format.percent(line.taxRate)),
    column(labels.amount, 58, 'right', (line) => format.price(line.net)),
  ];
  const noDiscounts = quote.lines.every((line) => discountText(line, format) === '');
  return columns.filter(({ head }) => !(head === labels.discount && noDiscounts));
};

const priceText = ({ unitPrice, baseQuantity }: QuotePdfLine, format: AmountFormat): string => {
  const base = format.decimal(baseQuantity ?? '1');
  return base === '1' ? format.price(unitPrice) : `${format.price(unitPrice)} / ${base}`;
};

const discountText = ({ discounts = [] }: QuotePdfLine, format: AmountFormat): string =>
  discounts
    .map((discount) => ('percent' in discount ? format.percent(discount.percent) : format.price(discount.amount)))
    .join('\n');

const description = (line: QuotePdfLine, labels: QuotePdfLabels, format: AmountFormat): TableCell => ({
  stack: [
    { text: printableText(line.description).trim() },
    ...(line.sku === null ? [] : [{ text: printableLine(line.sku), fontSize: 7.5, color: colour.muted }]),
    ...(line.charges ?? []).map(({ amount }) => ({
      text: `${labels.surcharge} ${format.price(amount)}`,
      fontSize: 7.5,
      color: colour.muted,
    })),
  ],
});

const widthOf = ({ texts, head, least }: Column): number => {
  const longest = Math.max(...[head, ...texts].flatMap((text) => text.split('\n')).map((text) => text.length));
  return Math.min(Math.max(least, longest * fontSize * digitWidth + padding), 120);
};

/** pdfmake's widths exclude the paddings; the outer edges have none. */
const inner = (width: number, index: number, count: number): number =>
  width - (index === 0 || index === count - 1 ? padding / 2 : padding);

const headOf = ({ head, alignment }: Column): TableCell => ({ text: head, style: 'head', alignment });

const cellOf =
  (row: number) =>
  ({ texts, alignment }: Column): TableCell => ({ text: texts[row] ?? '', alignment });
