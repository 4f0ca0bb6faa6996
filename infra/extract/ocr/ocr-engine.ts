import { join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { Broken, Rejected } from '../rejected.ts';

export type OcrWord = { text: string; confidence: number; x0: number; y0: number; x1: number; y1: number };
export type OcrLine = { words: OcrWord[]; slope: number; height: number };

/** Links to the language data of the packages: the engine wants one folder, and nothing is downloaded. */
const languageFolder = join(import.meta.dirname, 'languages');

async function startEngine(): Promise<Worker> {
  const failed = Promise.withResolvers<never>();
  const errorHandler = (cause: unknown): void => failed.reject(new Broken(`text recognition: ${String(cause)}`));
  const options = { langPath: languageFolder, cacheMethod: 'none', gzip: true, errorHandler };
  // Without its languages, the engine tells only the handler: its own promise then never settles.
  const worker = await Promise.race([createWorker('eng+deu', OEM.LSTM_ONLY, options), failed.promise]);
  await worker.setParameters({ preserve_interword_spaces: '1', user_defined_dpi: '200' });
  return worker;
}

let engine: Promise<Worker> | null = null;

function slopeOf(baseline: { x0: number; y0: number; x1: number; y1: number }): number {
  return baseline.x1 === baseline.x0 ? 0 : (baseline.y1 - baseline.y0) / (baseline.x1 - baseline.x0);
}

async function readLayout(worker: Worker, picture: Buffer, layout: PSM): Promise<OcrLine[]> {
  await worker.setParameters({ tessedit_pageseg_mode: layout });
  const { data } = await worker.recognize(picture, {}, { text: false, blocks: true });
  const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
  return lines.map((line) => ({
    slope: slopeOf(line.baseline),
    height: line.rowAttributes.rowHeight,
    words: line.words.map(({ text, confidence, bbox }) => ({ text, confidence, ...bbox })),
  }));
}

const overlap = (a: OcrWord, b: OcrWord): boolean => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

/** A speck that is looked at as a word of its own reads as something too, but never so surely. */
const leastConfidence = 60;

/**
 * Words of a PNG or JPEG picture with their places in pixels. The engine starts once per process. Its analysis of the layout
 * takes a narrow column that stands apart for no text; a second look for scattered words finds it.
 */
export async function readWords(picture: Buffer): Promise<OcrLine[]> {
  engine ??= startEngine();
  const worker = await engine;
  try {
    const lines = await readLayout(worker, picture, PSM.AUTO);
    const known = lines.flatMap((line) => line.words);
    const isMissed = (word: OcrWord): boolean =>
      word.confidence > leastConfidence && !known.some((other) => overlap(word, other));
    const scattered = await readLayout(worker, picture, PSM.SPARSE_TEXT);
    const missed = scattered.map((line) => ({ ...line, words: line.words.filter(isMissed) }));
    return [...lines, ...missed.filter((line) => line.words.length > 0)];
  } catch {
    throw new Rejected('corrupt', 'the picture cannot be read');
  }
}
