import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import { type FontInfo, type GraphicsState, initialState, luminance, startCursor } from './graphics-state.ts';
import { apply, boundsOf, type Matrix, multiply, type Rect, toMatrix } from './matrix.ts';

/** A string as drawn: its text, the base line's start, its direction and what it was drawn with. */
export type TextRun = {
  order: number;
  text: string;
  x: number;
  y: number;
  /** Unit vector along the base line, in display space (y down). */
  dx: number;
  dy: number;
  length: number;
  size: number;
  bold: boolean;
  fill: number | null;
  alpha: number;
  renderMode: number;
};

/** A filled area or picture that lies over what was drawn before it. `fill` is null for a picture or pattern. */
export type PaintedArea = Rect & { order: number; fill: number | null; opaque: boolean; picture: Picture | null };

/** Width of a picture in its own pixels. */
export type Picture = { pixels: number };

export type PaintedPage = { runs: TextRun[]; areas: PaintedArea[] };

type Glyph = { unicode: string; width: number; isSpace: boolean };

function asGlyph(value: unknown): Glyph | null {
  if (typeof value !== 'object' || value === null || !('unicode' in value) || !('width' in value)) return null;
  const { unicode, width } = value;
  if (typeof unicode !== 'string' || typeof width !== 'number') return null;
  return { unicode, width, isSpace: 'isSpace' in value && value.isSpace === true };
}

const fillOps = new Set([
  OPS.fill,
  OPS.eoFill,
  OPS.fillStroke,
  OPS.eoFillStroke,
  OPS.closeFillStroke,
  OPS.closeEOFillStroke,
]);
const imageOps = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageXObjectRepeat]);

function pictureWidth(args: readonly unknown[]): number {
  const [first, width] = args;
  if (typeof width === 'number') return width;
  return typeof first === 'object' && first !== null && 'width' in first ? Number(first.width) : 0;
}

export type PainterOptions = {
  /** From PDF space to points from the page's top left, rotation applied. */
  viewport: Matrix;
  fontInfo: (loadedName: string) => FontInfo;
  isLayerVisible: (group: unknown) => boolean;
};

/** Replays a page's drawing operations and notes every string with the colour, mode and place it was drawn with. */
export class PagePainter {
  readonly page: PaintedPage = { runs: [], areas: [] };
  readonly #options: PainterOptions;
  #state: GraphicsState;
  #saved: GraphicsState[] = [];
  #cursor = startCursor();
  #order = 0;
  #layers: boolean[] = [];

  constructor(options: PainterOptions) {
    this.#options = options;
    this.#state = initialState(options.viewport);
  }

  run(fnArray: readonly number[], argsArray: readonly unknown[]): PaintedPage {
    fnArray.forEach((fn, index) => {
      const args = argsArray[index];
      this.#operate(fn, Array.isArray(args) ? args : []);
    });
    return this.page;
  }

  #operate(fn: number, args: readonly unknown[]): void {
    if (fn === OPS.showText) this.#showText(args[0]);
    else if (this.#moveCursor(fn, args) || this.#setText(fn, args)) return;
    else if (fn === OPS.save) this.#saved.push({ ...this.#state });
    else if (fn === OPS.restore) this.#state = this.#saved.pop() ?? this.#state;
    else if (fn === OPS.transform) this.#transform(toMatrix(args));
    else if (fn === OPS.setFillRGBColor) this.#state.fill = luminance(args);
    else if (fn === OPS.setFillColorN) this.#state.fill = null;
    else if (fn === OPS.setGState) this.#setGState(args[0]);
    else if (fn === OPS.constructPath) this.#paintPath(args);
    else if (imageOps.has(fn)) this.#paintArea({ x0: 0, y0: 0, x1: 1, y1: 1 }, { pixels: pictureWidth(args) });
    else this.#enterOrLeave(fn, args);
  }

  #enterOrLeave(fn: number, args: readonly unknown[]): void {
    if (fn === OPS.paintFormXObjectBegin) {
      this.#saved.push({ ...this.#state });
      this.#transform(toMatrix(args[0]));
    } else if (fn === OPS.paintFormXObjectEnd) this.#state = this.#saved.pop() ?? this.#state;
    else if (fn === OPS.beginAnnotation) {
      this.#saved.push({ ...this.#state });
      this.#state = initialState(this.#options.viewport);
      this.#transform(toMatrix(args[2]));
      this.#transform(toMatrix(args[3]));
    } else if (fn === OPS.endAnnotation) this.#state = this.#saved.pop() ?? this.#state;
    else if (fn === OPS.beginMarkedContentProps) {
      this.#layers.push(args[0] === 'OC' ? this.#options.isLayerVisible(args[1]) : true);
    } else if (fn === OPS.beginMarkedContent) this.#layers.push(true);
    else if (fn === OPS.endMarkedContent) this.#layers.pop();
  }

  #transform(matrix: Matrix | null): void {
    if (matrix !== null) this.#state.ctm = multiply(this.#state.ctm, matrix);
  }

  #moveCursor(fn: number, args: readonly unknown[]): boolean {
    if (fn === OPS.beginText) this.#cursor = startCursor();
    else if (fn === OPS.setTextMatrix) this.#cursor = startCursor(toMatrix(args[0]) ?? toMatrix(args) ?? undefined);
    else if (fn === OPS.moveText) this.#moveText(Number(args[0]), Number(args[1]));
    else if (fn === OPS.setLeadingMoveText) {
      this.#state.leading = Number(args[1]);
      this.#moveText(Number(args[0]), Number(args[1]));
    } else if (fn === OPS.nextLine) this.#moveText(0, this.#state.leading);
    else return false;
    return true;
  }

  #moveText(x: number, y: number): void {
    this.#cursor.x = this.#cursor.lineX += x;
    this.#cursor.y = this.#cursor.lineY += y;
  }

  #setText(fn: number, args: readonly unknown[]): boolean {
    const value = Number(args[0]);
    if (fn === OPS.setFont) this.#setFont(String(args[0]), Number(args[1]));
    else if (fn === OPS.setCharSpacing) this.#state.charSpacing = value;
    else if (fn === OPS.setWordSpacing) this.#state.wordSpacing = value;
    else if (fn === OPS.setHScale) this.#state.hScale = value / 100;
    else if (fn === OPS.setLeading) this.#state.leading = -value;
    else if (fn === OPS.setTextRise) this.#state.rise = value;
    else if (fn === OPS.setTextRenderingMode) this.#state.renderMode = value;
    else return false;
    return true;
  }

  #setFont(loadedName: string, size: number): void {
    this.#state.font = this.#options.fontInfo(loadedName);
    this.#state.fontSize = size;
  }

  #setGState(pairs: unknown): void {
    if (!Array.isArray(pairs)) return;
    for (const pair of pairs) {
      if (!Array.isArray(pair)) continue;
      const [key, value]: unknown[] = pair;
      if (key === 'ca') this.#state.alpha = Number(value);
      else if (key === 'BM') this.#state.blended = value !== 'source-over' && value !== 'Normal';
      else if (key === 'Font' && Array.isArray(value)) this.#setFont(String(value[0]), Number(value[1]));
    }
  }

  #paintPath(args: readonly unknown[]): void {
    if (!fillOps.has(Number(args[0])) || !(args[2] instanceof Float32Array)) return;
    const [x0, y0, x1, y1] = args[2];
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return;
    this.#paintArea({ x0, y0, x1, y1 }, null);
  }

  #paintArea(rect: Rect, picture: Picture | null): void {
    if (this.#layers.includes(false)) return;
    const bounds = boundsOf(this.#state.ctm, rect);
    // Rules and underlines hide nothing.
    if (bounds.x1 - bounds.x0 < 3 || bounds.y1 - bounds.y0 < 3) return;
    const opaque = this.#state.alpha > 0.95 && !this.#state.blended;
    this.page.areas.push({
      ...bounds,
      order: this.#order++,
      fill: picture === null ? this.#state.fill : null,
      opaque,
      picture,
    });
  }

  #showText(glyphs: unknown): void {
    if (!Array.isArray(glyphs) || this.#layers.includes(false)) return;
    const state = this.#state;
    const scale = state.fontSize * state.font.unit;
    let text = '';
    let start = 0;
    let at = 0;
    for (const item of glyphs) {
      if (typeof item === 'number') {
        const step = (-item * state.fontSize) / 1000;
        // A jump of more than an em and a half is a new column; a fifth of one is a space nobody wrote.
        if (step > state.fontSize * 1.5 && text.trim() !== '') {
          this.#emit(text, start, at);
          text = '';
          start = at + step;
        } else if (step > state.fontSize * 0.2 && text !== '' && !text.endsWith(' ')) text += ' ';
        at += step;
        continue;
      }
      const glyph = asGlyph(item);
      if (glyph === null) continue;
      if (text === '') start = at;
      text += glyph.unicode;
      at += glyph.width * scale + state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0);
    }
    this.#emit(text, start, at);
    this.#cursor.x += at * state.hScale;
  }

  #emit(text: string, from: number, to: number): void {
    if (text.trim() === '') return;
    const { ctm, hScale, rise, fontSize, font, fill, alpha, renderMode } = this.#state;
    const matrix = multiply(ctm, this.#cursor.matrix);
    const baseY = this.#cursor.y + rise;
    const [x, y] = apply(matrix, this.#cursor.x + from * hScale, baseY);
    const [endX, endY] = apply(matrix, this.#cursor.x + to * hScale, baseY);
    const length = Math.hypot(endX - x, endY - y);
    const size = Math.abs(fontSize) * Math.hypot(matrix[2], matrix[3]);
    const unit = length > 0 ? { dx: (endX - x) / length, dy: (endY - y) / length } : { dx: 1, dy: 0 };
    if (this.page.runs.length >= limits.itemsPerPage) throw new Rejected('too_complex', 'too many strings on a page');
    const run = { text, x, y, ...unit, length, size, bold: font.bold, fill, alpha, renderMode };
    this.page.runs.push({ order: this.#order++, ...run });
  }
}
