import {
  getDocument,
  OPS,
  PasswordException,
  type PDFDocumentProxy,
  type PDFPageProxy,
  VerbosityLevel,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { DocumentKind } from '../../../contracts/document-reading.ts';
import { limits } from '../limits.ts';
import type { NewPart, PartSink } from '../part-sink.ts';
import { Rejected } from '../rejected.ts';
import type { FontInfo } from './graphics-state.ts';
import { toMatrix } from './matrix.ts';
import { PagePainter } from './page-painter.ts';
import { textItems } from './text-items.ts';
import { type VisibleRuns, visibleRuns } from './visible-runs.ts';

async function openPdf(bytes: Buffer): Promise<PDFDocumentProxy> {
  try {
    const data = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const options = {
      data,
      isEvalSupported: false,
      useSystemFonts: false,
      disableFontFace: true,
      fontExtraProperties: true,
      enableXfa: false,
    };
    const pdf = await getDocument({ ...options, stopAtErrors: false, verbosity: VerbosityLevel.ERRORS }).promise;
    if (pdf.numPages > limits.pages) throw new Rejected('too_complex', `${pdf.numPages} pages`);
    return pdf;
  } catch (error) {
    if (error instanceof Rejected) throw error;
    if (error instanceof PasswordException) throw new Rejected('encrypted', 'pdf with a password');
    throw new Rejected('corrupt', `pdf: ${error instanceof Error ? error.message.slice(0, 200) : 'unreadable'}`);
  }
}

function fontInfo(page: PDFPageProxy, loadedName: string): FontInfo {
  const plain: FontInfo = { bold: false, unit: 0.001, vertical: false };
  if (!page.commonObjs.has(loadedName)) return plain;
  const font: unknown = page.commonObjs.get(loadedName);
  if (typeof font !== 'object' || font === null) return plain;
  const name = 'name' in font && typeof font.name === 'string' ? font.name : '';
  const flagged = ('bold' in font && font.bold === true) || ('black' in font && font.black === true);
  const unit = 'fontMatrix' in font ? toMatrix(font.fontMatrix)?.[0] : undefined;
  return { bold: flagged || /bold|black|heavy|semib|demi/i.test(name), unit: unit ?? 0.001, vertical: false };
}

/** Fonts arrive a few turns of the event loop after the operations that use them. */
async function fontsReady(
  page: PDFPageProxy,
  fnArray: readonly number[],
  argsArray: readonly unknown[],
): Promise<void> {
  const names = new Set<string>();
  fnArray.forEach((fn, index) => {
    const args = argsArray[index];
    if (fn === OPS.setFont && Array.isArray(args)) names.add(String(args[0]));
  });
  for (let turn = 0; turn < 20 && [...names].some((name) => !page.commonObjs.has(name)); turn++) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}

type PageText = VisibleRuns & { width: number; height: number };

async function readPage(pdf: PDFDocumentProxy, page: PDFPageProxy): Promise<PageText> {
  const viewport = page.getViewport({ scale: 1 });
  const layers = await pdf.getOptionalContentConfig();
  const { fnArray, argsArray } = await page.getOperatorList();
  await fontsReady(page, fnArray, argsArray);
  const painter = new PagePainter({
    viewport: toMatrix(viewport.transform) ?? [1, 0, 0, -1, 0, viewport.height],
    fontInfo: (name) => fontInfo(page, name),
    isLayerVisible: (group) => layers.isVisible(group),
  });
  const size = { width: viewport.width, height: viewport.height };
  return { ...visibleRuns(painter.run(fnArray, argsArray), size), ...size };
}

function toPart(text: PageText, name: string): NewPart {
  const warnings: string[] = [];
  if (text.scanLayer) warnings.push('scan_text_layer');
  else if (text.hidden > 0) warnings.push(`hidden_text: ${text.hidden}`);
  const page = textItems(text.runs, text);
  return { name, kind: 'page', ...page, ...(warnings.length > 0 ? { warnings } : {}) };
}

/** A page that is a picture holds hardly any text of its own (a stamp, a page number). */
function isScanned(text: PageText): boolean {
  const chars = text.runs.reduce((sum, run) => sum + run.text.trim().length, 0);
  return !text.scanLayer && text.pictureShare > 0.3 && chars < 40;
}

/** One part per page. Pages that are pictures are read by OCR. */
export async function readPdf(bytes: Buffer, sink: PartSink): Promise<DocumentKind> {
  const pdf = await openPdf(bytes);
  sink.expect(pdf.numPages);
  let scanned = 0;
  try {
    for (let number = 1; number <= pdf.numPages; number++) {
      if (sink.known) {
        sink.skip();
        continue;
      }
      const page = await readPageSafely(pdf, number, sink);
      if (page === null) continue;
      if (isScanned(page.text)) {
        if (++scanned > limits.ocrPages) throw new Rejected('too_complex', 'too many scanned pages');
        const { readPdfPicture } = await import('../ocr/read-pdf-picture.ts');
        await sink.push(await readPdfPicture(page.proxy, `Page ${number}`, page.text.pictureDensity));
      } else await sink.push(toPart(page.text, `Page ${number}`));
      page.proxy.cleanup();
    }
  } finally {
    await pdf.loadingTask.destroy();
  }
  return scanned > 0 && scanned * 2 >= pdf.numPages ? 'scan' : 'pdf';
}

/** A page that cannot be drawn is reported and left empty; the others may hold the request. */
async function readPageSafely(
  pdf: PDFDocumentProxy,
  number: number,
  sink: PartSink,
): Promise<{ proxy: PDFPageProxy; text: PageText } | null> {
  try {
    const proxy = await pdf.getPage(number);
    return { proxy, text: await readPage(pdf, proxy) };
  } catch (error) {
    if (error instanceof Rejected) throw error;
    if (pdf.numPages === 1) throw new Rejected('corrupt', 'pdf: its only page cannot be read');
    await sink.push({ name: `Page ${number}`, kind: 'page', items: [], warnings: ['page_unreadable'] });
    return null;
  }
}
