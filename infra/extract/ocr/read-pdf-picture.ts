import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { createCanvas } from '@napi-rs/canvas';
import type { NewPart } from '../part-sink.ts';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import { readWords } from './ocr-engine.ts';
import { ocrItems } from './ocr-items.ts';

/** Scans are read at their own density: enlarging blurs, shrinking loses letters of eight points. */
const leastDensity = 200 / 72;
const mostDensity = 300 / 72;

/** Draws a page that is a picture of `density` pixels per point and reads its words. */
export async function readPdfPicture(page: PDFPageProxy, name: string, density: number): Promise<NewPart> {
  const size = page.getViewport({ scale: 1 });
  const widest = Math.max(size.width, size.height);
  const scale = Math.min(Math.max(leastDensity, Math.min(mostDensity, density)), 4_500 / widest);
  const viewport = page.getViewport({ scale });
  if (viewport.width * viewport.height > limits.imagePixels) throw new Rejected('too_large', 'page too large to draw');
  const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
  // The canvas has the browser's interface, but its types are its own.
  const drawing = { canvas: canvas as unknown as HTMLCanvasElement, viewport };
  await page.render(drawing).promise;
  const picture = canvas.toBuffer('image/png');
  // Recognition needs the most memory: what drawing needed goes before.
  page.cleanup();
  canvas.width = 0;
  canvas.height = 0;
  const items = ocrItems(await readWords(picture), scale);
  return { name, kind: 'page', width: size.width, height: size.height, items, ocr: true };
}
