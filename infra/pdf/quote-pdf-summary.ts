import type { Content, TableCell } from 'pdfmake/interfaces.js';
import type { TaxGroup } from '../../contracts/pricing.ts';
import { type AmountFormat, amountFormat } from './amount-format.ts';
import { printableLine } from './printable-text.ts';
import type { QuotePdfLabels } from './quote-pdf-labels.ts';
import { colour, contentWidth, summaryLayout, taxLayout } from './quote-pdf-look.ts';
import type { QuotePdfAdjustment, QuotePdfInput } from './quote-pdf.ts';

const gap = 28;
const labelWidth = 96;
/** Padding of two cells. */
const totalsPadding = 32;
/** Width of a digit in the largest style of the totals, in points. */
const digitWidth = 7;

/** Tax by group on the left, the stored totals on the right; both stay on one page. */
export const summary = (quote: QuotePdfInput, labels: QuotePdfLabels): Content => {
  const format = amountFormat(quote.locale, quote.currency);
  const rows = totalRows(quote, labels, format);
  const longest = Math.max(
    ...Object.values(quote.totals).map((total) => (typeof total === 'string' ? format.money(total).length : 0)),
  );
  const amountWidth = Math.min(Math.max(104, longest * digitWidth), 190);
  const totalsWidth = labelWidth + totalsPadding + amountWidth;
  const taxWidth = contentWidth - totalsWidth - gap;
  return {
    margin: [0, 14, 0, 0],
    unbreakable: true,
    columns: [
      { width: taxWidth, stack: taxTable(quote, labels, format, taxWidth) },
      { width: gap, text: '' },
      {
        width: totalsWidth,
        layout: summaryLayout,
        table: { widths: [labelWidth, amountWidth], body: rows },
      },
    ],
  };
};

const taxTable = (quote: QuotePdfInput, labels: QuotePdfLabels, format: AmountFormat, width: number): Content[] => {
  const groups = quote.totals.taxGroups;
  // What the paddings of the cells leave.
  const columns = width - 5 * 8;
  if (groups.length === 0) return [];
  return [
    {
      layout: taxLayout,
      fontSize: 8.5,
      margin: [0, 0, 0, 6],
      table: {
        widths: [columns * 0.22, columns * 0.42, columns * 0.36],
        body: [
          [head(labels.tax, 'left'), head(labels.taxable, 'right'), head(labels.taxAmount, 'right')],
          ...groups.map((group) => taxRow(group, format)),
        ],
      },
    },
    { text: notes(quote, labels, format).join('\n'), style: 'small' },
  ];
};

const head = (text: string, alignment: 'left' | 'right'): TableCell => ({ text, alignment, style: 'head' });

const taxRow = ({ rate, taxable, tax }: TaxGroup, format: AmountFormat): TableCell[] => [
  format.percent(rate),
  { text: format.price(taxable), alignment: 'right' },
  { text: format.price(tax), alignment: 'right' },
];

/** How prices are stated, and for each category without a tax of its own kind the words that have to stand on the document. */
const notes = (quote: QuotePdfInput, labels: QuotePdfLabels, format: AmountFormat): string[] => [
  quote.taxMode === 'inclusive' ? labels.pricesInclusive : labels.pricesExclusive,
  ...quote.totals.taxGroups.flatMap(({ category, rate }) => {
    const words = labels.categories[category];
    return words === undefined ? [] : `${format.percent(rate)}: ${words}`;
  }),
];

/** Which stored figures are shown, in the order in which they follow from one another. */
const totalRows = (quote: QuotePdfInput, labels: QuotePdfLabels, format: AmountFormat): TableCell[][] => {
  const { totals, prepaid = '0', rounding = '0' } = quote;
  const row = (label: string, amount: string, style: object = {}): TableCell[] => [
    { text: printableLine(label), ...style },
    { text: format.money(amount), alignment: 'right', ...style },
  ];
  const adjustments = [
    ...(quote.discounts ?? []).map((each) => row(adjustmentLabel(each, labels.discount, format), negated(each.amount))),
    ...(quote.charges ?? []).map((each) => row(adjustmentLabel(each, labels.charge, format), each.amount)),
  ];
  const subtotal = adjustments.length > 0 ? [row(labels.lineTotal, totals.lineTotal), ...adjustments] : [];
  const net = row(labels.taxExclusive, totals.taxExclusive);
  const total = row(labels.taxInclusive, totals.taxInclusive, { style: 'total' });
  const taxed =
    quote.taxMode === 'inclusive'
      ? [total, row(labels.includedTax, totals.taxTotal), net]
      : [net, row(labels.taxTotal, totals.taxTotal), total];
  return [
    ...subtotal,
    ...taxed,
    ...(isZero(rounding) ? [] : [row(labels.rounding, rounding)]),
    ...(isZero(prepaid) ? [] : [row(labels.prepaid, negated(prepaid))]),
    payableRow(labels.payable, format.money(totals.payable)),
  ];
};

const payableRow = (label: string, amount: string): TableCell[] => [
  { text: label, style: 'payable', fillColor: colour.tint, margin: [0, 3, 0, 2] },
  { text: amount, style: 'payable', fillColor: colour.tint, alignment: 'right', margin: [0, 3, 0, 2] },
];

const adjustmentLabel = ({ label, percent }: QuotePdfAdjustment, general: string, format: AmountFormat): string =>
  [label ?? general, percent === undefined ? '' : format.percent(percent)].filter((part) => part !== '').join(' ');

const isZero = (amount: string): boolean => !/[1-9]/.test(amount);

const negated = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
