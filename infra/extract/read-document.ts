import type { DocumentKind } from '../../contracts/document-reading.ts';
import { readDocx } from './docx/read-docx.ts';
import { limits } from './limits.ts';
import { readMail } from './mail/read-mail.ts';
import type { PartSink } from './part-sink.ts';
import { Rejected } from './rejected.ts';
import { sniff } from './sniff.ts';
import { readCsv } from './text/read-csv.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';
import { openZip, type ZipFile } from './zip/open-zip.ts';

async function readOffice(bytes: Buffer, sink: PartSink): Promise<DocumentKind> {
  const zip: ZipFile = await openZip(bytes);
  try {
    if (zip.names.has('EncryptedPackage')) throw new Rejected('encrypted', 'encrypted office package');
    if (zip.names.has('xl/workbook.xml')) {
      await readXlsx(zip, 'xl/workbook.xml', sink);
      return 'xlsx';
    }
    if (zip.names.has('word/document.xml')) {
      await readDocx(zip, 'word/document.xml', 'Document', sink);
      return 'docx';
    }
    throw new Rejected('unsupported_type', 'a zip archive that is neither XLSX nor DOCX');
  } finally {
    zip.close();
  }
}

async function readText(text: string, sink: PartSink): Promise<void> {
  sink.expect(1);
  if (text.length > limits.textBytes) throw new Rejected('too_large', 'text too long');
  await sink.push({ name: 'Text', kind: 'text', text });
}

async function readMailTree(bytes: Buffer, name: string, sink: PartSink, depth: number): Promise<void> {
  if (bytes.length > limits.textBytes * 2) throw new Rejected('too_large', 'mail too large');
  await readMail(bytes, name, sink, async (content, attachment, attached) => {
    if (depth >= limits.attachmentDepth) throw new Rejected('too_complex', 'mails nested too deeply');
    await readBytes(content, attachment, attached, depth + 1);
  });
}

/** Reads any supported document into the sink and says what it was. Throws `Rejected` for one it cannot take. */
export async function readBytes(bytes: Buffer, name: string, sink: PartSink, depth = 0): Promise<DocumentKind> {
  if (bytes.length > limits.fileBytes) throw new Rejected('too_large', `${bytes.length} bytes`);
  const sniffed = sniff(bytes);
  if (sniffed.kind === 'zip') return await readOffice(bytes, sink);
  if (sniffed.kind === 'eml') await readMailTree(bytes, name, sink, depth);
  else if (sniffed.kind === 'txt') await readText(sniffed.text, sink);
  else if (sniffed.kind === 'csv') {
    sink.expect(1);
    await readCsv(sniffed.text, sniffed.delimiter, 'Table', sink);
  } else if (sniffed.kind === 'pdf') {
    // The PDF and OCR engines take a third of a second to load: only who needs them pays.
    const { readPdf } = await import('./pdf/read-pdf.ts');
    return await readPdf(bytes, sink);
  } else {
    const { readImage } = await import('./ocr/read-image.ts');
    await readImage(bytes, sink);
  }
  return sniffed.kind;
}
