import type { Buffer } from 'node:buffer';
import { writeZip } from './write-zip.ts';

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const packageLinks = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeLinks = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const contentTypes = (part: string, type: string): string =>
  `${xmlHead}<Types xmlns="${packageTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part
    .split(' ')
    .map((name, at) => `<Override PartName="/${name}" ContentType="${type.split(' ')[at] ?? ''}"/>`)
    .join('')}</Types>`;

const links = (type: string, target: string): string =>
  `${xmlHead}<Relationships xmlns="${packageLinks}"><Relationship Id="rId1" Type="${officeLinks}/${type}" Target="${target}"/></Relationships>`;

const columnName = (column: number): string => String.fromCodePoint(65 + column);

const sheetRow = (cells: readonly (string | number)[], row: number): string => {
  const written = cells.map((cell, column) => {
    const place = `r="${columnName(column)}${row}"`;
    if (cell === '') return '';
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  });
  return `<row r="${row}">${written.join('')}</row>`;
};

/** A workbook with one sheet (ECMA-376). */
export const writeXlsx = (sheetName: string, rows: readonly (readonly (string | number)[])[]): Buffer => {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return writeZip({
    '[Content_Types].xml': contentTypes(
      'xl/workbook.xml xl/worksheets/sheet1.xml',
      `${kind}.sheet.main+xml ${kind}.worksheet+xml`,
    ),
    '_rels/.rels': links('officeDocument', 'xl/workbook.xml'),
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${main}" xmlns:r="${officeLinks}"><sheets><sheet name="${escape(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': links('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `${xmlHead}<worksheet xmlns="${main}"><sheetData>${rows.map((cells, at) => sheetRow(cells, at + 1)).join('')}</sheetData></worksheet>`,
  });
};

const paragraph = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${escape(text)}</w:t></w:r></w:p>`;

const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>${rows
    .map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`)
    .join('')}</w:tbl>`;

/** A Word document: paragraphs, a table, paragraphs (ECMA-376). */
export const writeDocx = (before: readonly string[], rows: readonly (readonly string[])[], after: readonly string[]): Buffer => {
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const body = [...before.map(paragraph), table(rows), ...after.map(paragraph)].join('');
  return writeZip({
    '[Content_Types].xml': contentTypes(
      'word/document.xml',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
    ),
    '_rels/.rels': links('officeDocument', 'word/document.xml'),
    'word/document.xml': `${xmlHead}<w:document xmlns:w="${main}"><w:body>${body}</w:body></w:document>`,
  });
};
