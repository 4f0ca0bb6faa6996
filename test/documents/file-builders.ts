import { deflateRawSync } from 'node:zlib';

export type ZipEntry = { name: string; data: Buffer; encrypted?: boolean };

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A zip archive with deflated entries. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, encrypted } of entries) {
    const packed = deflateRawSync(data);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(encrypted === true ? 1 : 0, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), head, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end]);
}

const escapeXml = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const declaration = '<?xml version="1.0" encoding="UTF-8"?>';

export type SheetCell = string | number | { date: number } | { white: string } | { struck: string };
export type SheetSpec = {
  name: string;
  rows: readonly (readonly SheetCell[])[];
  state?: string;
  hiddenRows?: readonly number[];
  hiddenColumns?: readonly number[];
  extra?: string;
};

function cellXml(cell: SheetCell, ref: string): string {
  if (typeof cell === 'number') return `<c r="${ref}"><v>${cell}</v></c>`;
  if (typeof cell === 'string')
    return cell === '' ? '' : `<c r="${ref}" t="inlineStr"><is><t>${escapeXml(cell)}</t></is></c>`;
  if ('date' in cell) return `<c r="${ref}" s="1"><v>${cell.date}</v></c>`;
  const [style, text] = 'white' in cell ? [2, cell.white] : [3, cell.struck];
  return `<c r="${ref}" s="${style}" t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
}

function sheetXml({ rows, hiddenRows = [], hiddenColumns = [], extra = '' }: SheetSpec): string {
  const body = rows.map((cells, r) => {
    const hidden = hiddenRows.includes(r) ? ' hidden="1"' : '';
    const content = cells.map((cell, c) => cellXml(cell, `${String.fromCharCode(65 + c)}${r + 1}`)).join('');
    return `<row r="${r + 1}"${hidden}>${content}</row>`;
  });
  const columns = hiddenColumns.map((c) => `<col min="${c + 1}" max="${c + 1}" hidden="1"/>`).join('');
  const cols = columns === '' ? '' : `<cols>${columns}</cols>`;
  return `${declaration}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${cols}<sheetData>${body.join('')}</sheetData>${extra}</worksheet>`;
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const stylesXml = `${declaration}<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font><font><strike/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="0" fontId="1" fillId="0"/><xf numFmtId="0" fontId="2" fillId="0"/></cellXfs></styleSheet>`;

/** A workbook; style 1 shows dates, style 2 is white on white, style 3 is struck out. */
export function xlsx(sheets: readonly SheetSpec[], prolog = declaration): Buffer {
  const list = sheets.map(
    (s, i) =>
      `<sheet name="${escapeXml(s.name)}" sheetId="${i + 1}" state="${s.state ?? 'visible'}" r:id="rId${i + 1}"/>`,
  );
  const rels = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${relations}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  rels.push(`<Relationship Id="rIdS" Type="${relations}/styles" Target="styles.xml"/>`);
  const file = (name: string, text: string): ZipEntry => ({ name, data: Buffer.from(text) });
  return zip([
    file('[Content_Types].xml', declaration),
    file('xl/workbook.xml', `${prolog}<workbook xmlns:r="${relations}"><sheets>${list.join('')}</sheets></workbook>`),
    file('xl/_rels/workbook.xml.rels', `${declaration}<Relationships>${rels.join('')}</Relationships>`),
    file('xl/styles.xml', stylesXml),
    ...sheets.map((s, i) => file(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(s))),
  ]);
}

/** A Word document from the XML of its body. */
export function docx(body: string): Buffer {
  const xml = `${declaration}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`;
  return zip([
    { name: '[Content_Types].xml', data: Buffer.from(declaration) },
    { name: 'word/document.xml', data: Buffer.from(xml) },
  ]);
}

export const paragraph = (text: string, run = ''): string =>
  `<w:p><w:r><w:rPr>${run}</w:rPr><w:t>${escapeXml(text)}</w:t></w:r></w:p>`;
export const wordTable = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

export type PdfText = { x: number; y: number; text: string; size?: number; before?: string };

const pdfString = (text: string): string => `(${text.replaceAll(/[\\()]/g, String.raw`\$&`)})`;

/** Drawing operators for texts; `y` counts from the top as people think of a page. */
export function drawTexts(texts: readonly PdfText[]): string {
  return texts
    .map(
      ({ x, y, text, size = 9, before = '' }) =>
        `q ${before} BT /F1 ${size} Tf 1 0 0 1 ${x} ${842 - y} Tm ${pdfString(text)} Tj ET Q`,
    )
    .join('\n');
}

export type PdfOptions = {
  trailer?: string;
  pageCount?: number;
  pageExtra?: string;
  /** What pages use beside the font; `objects` are numbered from 4. */
  resources?: string;
  objects?: readonly string[];
};

/** A PDF from the content streams of its pages. `pageCount` may lie. */
export function pdf(
  pages: readonly string[],
  { trailer = '', pageCount, pageExtra = '', resources = '', objects = [] }: PdfOptions = {},
): Buffer {
  const first = 4 + objects.length;
  const kids = pages.map((_, i) => `${first + i * 2} 0 R`).join(' ');
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pageCount ?? pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...objects,
    ...pages.flatMap((content, i) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${pageExtra} /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents ${first + i * 2 + 1} 0 R >>`,
      `<< /Length ${Buffer.byteLength(content, 'latin1')} >>\nstream\n${content}\nendstream`,
    ]),
  ];
  let text = '%PDF-1.4\n';
  const offsets = bodies.map((body, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${bodies.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF`;
  return Buffer.from(text, 'latin1');
}
