import { identity, type Matrix } from './matrix.ts';

export type FontInfo = { bold: boolean; unit: number; vertical: boolean };

/** What text on the page depends on at one moment (ISO 32000-1, 8.4 and 9.3). */
export type GraphicsState = {
  ctm: Matrix;
  /** Relative luminance of the fill colour, 0 black to 1 white; null for a pattern. */
  fill: number | null;
  alpha: number;
  blended: boolean;
  font: FontInfo;
  fontSize: number;
  charSpacing: number;
  wordSpacing: number;
  hScale: number;
  leading: number;
  rise: number;
  renderMode: number;
};

export function initialState(ctm: Matrix): GraphicsState {
  return {
    ctm,
    fill: 0,
    alpha: 1,
    blended: false,
    font: { bold: false, unit: 0.001, vertical: false },
    fontSize: 0,
    charSpacing: 0,
    wordSpacing: 0,
    hScale: 1,
    leading: 0,
    rise: 0,
    renderMode: 0,
  };
}

/** Where the next glyph goes. */
export type TextCursor = { matrix: Matrix; x: number; y: number; lineX: number; lineY: number };

export const startCursor = (matrix: Matrix = identity): TextCursor => ({ matrix, x: 0, y: 0, lineX: 0, lineY: 0 });

/** Luminance of `#rrggbb` or of three channel numbers; null when the colour is something else. */
export function luminance(args: readonly unknown[]): number | null {
  const first = args[0];
  if (typeof first === 'string') {
    const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(first);
    if (hex === null) return null;
    const [r, g, b] = [hex[1], hex[2], hex[3]].map((part) => Number.parseInt(part ?? '0', 16));
    return (0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)) / 255;
  }
  const [r, g, b] = args.map(Number);
  if (r === undefined || g === undefined || b === undefined || Number.isNaN(r + g + b)) return null;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}
