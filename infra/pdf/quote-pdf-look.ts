import type { CustomTableLayout, Style } from 'pdfmake';

/** Colours of the quote: ink on white, one accent. */
export const colour = {
  ink: '#1b2430',
  muted: '#667085',
  hair: '#dfe3e8',
  accent: '#0f5e5a',
  tint: '#eef5f4',
} as const;

/** A4 in points, with the margins of the first and of every page. */
export const page = { width: 595.28, height: 841.89, side: 46, top: 50, bottom: 60 } as const;
/** Width between the side margins. */
export const contentWidth = page.width - 2 * page.side;

export const defaultStyle: Style = { font: 'Roboto', fontSize: 9, lineHeight: 1.22, color: colour.ink };

export const styles: Record<string, Style> = {
  seller: { fontSize: 13, bold: true },
  small: { fontSize: 8, color: colour.muted },
  title: { fontSize: 25, color: colour.accent, lineHeight: 1 },
  label: { fontSize: 7.5, color: colour.muted },
  strong: { bold: true },
  head: { fontSize: 7.5, bold: true, color: colour.muted },
  total: { fontSize: 10, bold: true },
  payable: { fontSize: 12, bold: true, color: colour.accent },
};

/** Hairlines between rows, a stronger rule below the head, no verticals. */
export const linesLayout: CustomTableLayout = {
  hLineWidth: (row, node) => (row === 0 ? 0 : row === 1 || row === node.table.body.length ? 0.8 : 0.5),
  hLineColor: (row, node) => (row === 1 || row === node.table.body.length ? colour.accent : colour.hair),
  vLineWidth: () => 0,
  paddingLeft: (column) => (column === 0 ? 0 : 5),
  paddingRight: (column, node) => (column === (node.table.widths?.length ?? 0) - 1 ? 0 : 5),
  paddingTop: () => 4.5,
  paddingBottom: () => 3,
};

/** Rows of the totals: hairlines inside, nothing around. */
export const summaryLayout: CustomTableLayout = {
  hLineWidth: (row, node) => (row === 0 || row === node.table.body.length ? 0 : 0.5),
  hLineColor: () => colour.hair,
  vLineWidth: () => 0,
  paddingLeft: () => 8,
  paddingRight: () => 8,
  paddingTop: () => 3,
  paddingBottom: () => 2,
};

/** As the totals, flush with the margin on the left. */
export const taxLayout: CustomTableLayout = { ...summaryLayout, paddingLeft: (column) => (column === 0 ? 0 : 8) };

/** Only space: for facts and letterhead. */
export const plainLayout: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => 0,
  paddingRight: () => 10,
  paddingTop: () => 0,
  paddingBottom: () => 6,
};
