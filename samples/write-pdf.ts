import { Buffer } from 'node:buffer';

export interface PdfText {
  readonly x: number;
  /** From the top of the page, in points. */
  readonly y: number;
  readonly text: string;
  readonly size?: number;
  readonly bold?: boolean;
}

const pageWidth = 595;
const pageHeight = 842;

/** WinAnsi covers what the samples need: Western European letters, ² and €. */
const pdfString = (text: string): string =>
  `(${text.replaceAll('€', '\u0080').replaceAll('–', '\u0096').replaceAll(/[\\()]/g, String.raw`\$&`)})`;

/** A PDF 1.4 file with real text, one array of texts per page; a horizontal rule stands where `text` is empty. */
export const writePdf = (pages: readonly (readonly PdfText[])[]): Buffer => {
  const contents = pages.map((texts) => texts.map(draw).join('\n'));
  const firstPage = 5;
  const pageIds = pages.map((_, at) => firstPage + at * 2);
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pageIds.map((id) => `${id} 0 R`).join(' ')}] >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    ...contents.flatMap((content, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents ${(pageIds[at] ?? 0) + 1} 0 R >>`,
      `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = file.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
};

const draw = ({ x, y, text, size = 10, bold = false }: PdfText): string => {
  const fromBottom = pageHeight - y;
  if (text === '') return `0.6 w ${x} ${fromBottom} m ${pageWidth - x} ${fromBottom} l S`;
  return `BT /${bold ? 'F2' : 'F1'} ${size} Tf ${x} ${fromBottom} Td ${pdfString(text)} Tj ET`;
};
