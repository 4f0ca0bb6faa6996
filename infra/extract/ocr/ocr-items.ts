import type { TextItem } from '../../../contracts/document-reading.ts';
import type { OcrLine, OcrWord } from './ocr-engine.ts';

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The page's tilt: the middle of the slopes of its longer lines. */
function tiltOf(lines: readonly OcrLine[]): number {
  const long = lines.filter((line) => line.words.length >= 3 && Math.abs(line.slope) < 0.2);
  return median(long.map((line) => line.slope));
}

/** Rules, specks and table borders come out as words of strokes alone. */
function isWord(word: OcrWord): boolean {
  const letters = word.text.replaceAll(/[^\p{L}\p{N}]/gu, '');
  if (letters === '') return word.text === '@' || (/^[-•·*>#&+/]$/u.test(word.text) && word.confidence > 50);
  return word.confidence > 8;
}

/** Borders stick to words ("|Qty", "EA]"): they are cut off, characters that mean something stay. */
const trimBorders = (text: string): string =>
  text.replace(/^[|[\]{}_~`]+(?=[\p{L}\p{N}(])/u, '').replace(/(?<=[\p{L}\p{N}).])[|[\]{}_~`]+$/u, '');

/**
 * Words as positioned items in points, the page's tilt taken out so that rows stand level. One letter size per line:
 * boxes of single words differ in height with their letters.
 */
export function ocrItems(lines: readonly OcrLine[], pixelsPerPoint: number): TextItem[] {
  const tilt = tiltOf(lines);
  const round = (value: number): number => Math.round((value / pixelsPerPoint) * 100) / 100;
  const page = median(lines.map((line) => median(line.words.map((word) => word.y1 - word.y0))));
  return lines.flatMap((line) => {
    const words = line.words.filter(isWord);
    // The foot of most words is the base line; descenders reach below it.
    const foot = median(words.map((word) => word.y1 - tilt * (word.x0 + word.x1) * 0.5));
    const tall = Math.max(page, median(words.map((word) => word.y1 - word.y0)));
    const size = tall > page * 1.6 ? tall : page * 1.25;
    return words.map((word) => {
      const own = word.y1 - tilt * (word.x0 + word.x1) * 0.5;
      const base = Math.abs(own - foot) < size * 0.6 ? foot : own;
      const x = word.x0 + tilt * foot;
      return {
        text: trimBorders(word.text),
        x: round(x),
        y: round(base - size * 0.8),
        w: round(word.x1 - word.x0),
        h: round(size),
        size: round(size),
      };
    });
  });
}
