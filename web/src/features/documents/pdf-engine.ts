import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist';
// oxlint-disable-next-line import/default -- vite answers `?url` imports with the file's address
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Opens a PDF. Fonts, character maps and image decoders come from our own origin (`vite.config.ts` copies them). */
export const openPdf = async (blob: Blob): Promise<PDFDocumentProxy> =>
  getDocument({
    data: await blob.arrayBuffer(),
    cMapUrl: '/pdfjs/cmaps/',
    standardFontDataUrl: '/pdfjs/standard_fonts/',
    wasmUrl: '/pdfjs/wasm/',
    iccUrl: '/pdfjs/iccs/',
  }).promise;

const mostPixels = 2400;
// Small print stays readable on screens of ordinary density.
const leastSharpness = 1.5;

/** Draws a page into a canvas, as wide as the canvas is shown. Rejects when the signal ends it. */
export const drawPage = async (
  pdf: PDFDocumentProxy,
  pageNumber: number,
  canvas: HTMLCanvasElement,
  signal: AbortSignal,
): Promise<void> => {
  const page = await pdf.getPage(pageNumber);
  signal.throwIfAborted();
  const natural = page.getViewport({ scale: 1 });
  const pixels = Math.min(canvas.clientWidth * Math.max(devicePixelRatio, leastSharpness), mostPixels);
  const viewport = page.getViewport({ scale: pixels / natural.width });
  canvas.width = Math.ceil(viewport.width);
  canvas.height = Math.ceil(viewport.height);
  const task = page.render({ canvas, viewport });
  signal.addEventListener('abort', () => task.cancel(), { once: true });
  await task.promise;
};
