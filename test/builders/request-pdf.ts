import pdfmake from 'pdfmake';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');

export interface RequestPdf {
  pages: number;
  linesPerPage: number;
}

/** A request for quotation with one table per page; the lines are numbered through, and none repeats. */
export const requestPdf = async ({ pages, linesPerPage }: RequestPdf): Promise<Uint8Array<ArrayBuffer>> => {
  pdfmake.setFonts({ Roboto: { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') } });
  const page = (index: number) => ({
    table: {
      headerRows: 1,
      widths: [40, '*', 80, 60, 40],
      body: [
        ['Pos', 'Description', 'Part number', 'Quantity', 'Unit'],
        ...Array.from({ length: linesPerPage }, (_, line) => lineOf(index * linesPerPage + line + 1)),
      ],
    },
    ...(index < pages - 1 && { pageBreak: 'after' as const }),
  });
  const document = pdfmake.createPdf({
    content: [
      { text: 'Request for quotation', fontSize: 16 },
      'Reference: RFQ-2026-0815',
      'Company: Nordlicht Anlagenbau GmbH',
      'E-mail: einkauf@nordlicht-anlagenbau.example',
      ...Array.from({ length: pages }, (_, index) => page(index)),
    ],
    defaultStyle: { font: 'Roboto', fontSize: 9 },
  });
  return new Uint8Array(await document.getBuffer());
};

const lineOf = (number: number): string[] => [
  String(number),
  `Hexagon screw M${4 + (number % 9)} x ${10 + number} zinc plated`,
  `HX-${String(number).padStart(5, '0')}`,
  String(1 + (number % 50)),
  'pcs',
];
