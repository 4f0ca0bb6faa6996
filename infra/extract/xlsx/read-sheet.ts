import type { GridCell, GridRow } from '../../../contracts/document-reading.ts';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import { walkXml } from '../zip/walk-xml.ts';
import type { ZipFile } from '../zip/open-zip.ts';
import { cellValue } from './cell-value.ts';
import { parseCellPosition } from './cell-position.ts';
import type { CellStyle } from './read-styles.ts';

export type SheetContext = {
  strings: readonly string[];
  styles: readonly CellStyle[];
  date1904: boolean;
  /** Spends from the workbook's budget of cells. */
  spendCell: () => void;
};

export type SheetContent = { rows: GridRow[]; hiddenCells: number };

type Attributes = Readonly<Record<string, string>>;

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Collects one sheet's rows while its XML streams by. */
class SheetReader {
  readonly rows: GridRow[] = [];
  hiddenCells = 0;
  readonly #context: SheetContext;
  readonly #hiddenColumns: [number, number][] = [];
  #row = 0;
  #rowHidden = false;
  #cells: GridCell[] = [];
  #col = -1;
  #type = '';
  #style: CellStyle | undefined;
  #value = '';
  #inline = '';
  #reading: 'value' | 'inline' | null = null;
  #merges = 0;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#reading = 'value';
    else if (name === 't') this.#reading = 'inline';
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'col' && isTrue(attributes['hidden'])) {
      this.#hiddenColumns.push([Number(attributes['min']) - 1, Number(attributes['max']) - 1]);
    } else if (name === 'mergeCell' && ++this.#merges > limits.mergedCells) {
      throw new Rejected('too_complex', 'too many merged cells');
    }
  }

  close(name: string): void {
    if (name === 'c') this.#closeCell();
    else if (name === 'v' || name === 't') this.#reading = null;
    else if (name === 'row' && this.#cells.length > 0) {
      this.rows.push({ row: this.#row, cells: this.#cells.sort((a, b) => a.col - b.col) });
      if (this.rows.length > limits.rowsPerSheet) {
        throw new Rejected('too_complex', `more than ${limits.rowsPerSheet} rows`);
      }
    }
  }

  text(text: string): void {
    if (this.#reading === 'value') this.#value += text;
    else if (this.#reading === 'inline') this.#inline += text;
  }

  #openRow(attributes: Attributes): void {
    this.#row = Number(attributes['r'] ?? this.#row + 1);
    this.#rowHidden = isTrue(attributes['hidden']);
    this.#cells = [];
    this.#col = -1;
  }

  #openCell(attributes: Attributes): void {
    this.#context.spendCell();
    this.#col = parseCellPosition(attributes['r'] ?? '')?.col ?? this.#col + 1;
    this.#type = attributes['t'] ?? 'n';
    this.#style = this.#context.styles[Number(attributes['s'] ?? 0)];
    this.#value = '';
    this.#inline = '';
  }

  #closeCell(): void {
    if (this.#col >= limits.columns || this.#style?.struck === true) return;
    const raw = { type: this.#type, value: this.#value, inline: this.#inline, style: this.#style };
    const value = cellValue(raw, this.#context.strings, this.#context.date1904);
    if (value === null) return;
    const hidden =
      this.#rowHidden ||
      this.#style?.white === true ||
      this.#hiddenColumns.some(([min, max]) => this.#col >= min && this.#col <= max);
    if (hidden) this.hiddenCells++;
    else this.#cells.push({ col: this.#col, ...value, text: value.text.slice(0, limits.cellChars) });
  }
}

/** Visible cells of one sheet. A merged range shows its first cell's value, which is where the file keeps it. */
export async function readSheet(zip: ZipFile, path: string, context: SheetContext): Promise<SheetContent> {
  const reader = new SheetReader(context);
  await walkXml(await zip.stream(path), {
    open: (name, attributes) => reader.open(name, attributes),
    close: (name) => reader.close(name),
    text: (text) => reader.text(text),
  });
  return { rows: reader.rows, hiddenCells: reader.hiddenCells };
}
