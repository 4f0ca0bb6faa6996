import { join } from 'node:path';
import { createWorker, OEM, PSM, type Worker } from 'tesseract.js';
import { Rejected } from '../rejected.ts';

export type OcrWord = { text: string; confidence: number; x0: number; y0: number; x1: number; y1: number };
export type OcrLine = { words: OcrWord[]; slope: number; height: number };

/** Links to the language data of the packages: the engine wants one folder, and nothing is downloaded. */
const languageFolder = join(import.meta.dirname, 'languages');

async function startEngine(): Promise<Worker> {
  const options = { langPath: languageFolder, cacheMethod: 'none', gzip: true, errorHandler: () => {} };
  const worker = await createWorker('eng+deu', OEM.LSTM_ONLY, options);
  await worker.setParameters({
    tessedit_pageseg_mode: PSM.AUTO,
    preserve_interword_spaces: '1',
    user_defined_dpi: '200',
  });
  return worker;
}

let engine: Promise<Worker> | null = null;

function slopeOf(baseline: { x0: number; y0: number; x1: number; y1: number }): number {
  return baseline.x1 === baseline.x0 ? 0 : (baseline.y1 - baseline.y0) / (baseline.x1 - baseline.x0);
}

/** Words of a PNG or JPEG picture with their places in pixels. The engine starts once per process. */
export async function readWords(picture: Buffer): Promise<OcrLine[]> {
  engine ??= startEngine();
  const worker = await engine;
  try {
    const { data } = await worker.recognize(picture, {}, { text: false, blocks: true });
    const lines = (data.blocks ?? []).flatMap((block) => block.paragraphs.flatMap((paragraph) => paragraph.lines));
    return lines.map((line) => ({
      slope: slopeOf(line.baseline),
      height: line.rowAttributes.rowHeight,
      words: line.words.map(({ text, confidence, bbox }) => ({ text, confidence, ...bbox })),
    }));
  } catch {
    throw new Rejected('corrupt', 'the picture cannot be read');
  }
}
