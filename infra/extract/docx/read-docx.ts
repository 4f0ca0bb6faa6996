import type { FlowBlock, GridRow } from '../../../contracts/document-reading.ts';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import type { PartSink } from '../part-sink.ts';
import type { ZipFile } from '../zip/open-zip.ts';
import { walkXml } from '../zip/walk-xml.ts';

type Attributes = Readonly<Record<string, string>>;
type OpenTable = { rows: GridRow[]; col: number; span: number; cell: string; styled: boolean; shaded: boolean };

/** Elements whose text a reader of the document does not see. */
const unseen = new Set(['del', 'moveFrom', 'Fallback', 'instrText', 'delText']);

/** Turns WordprocessingML into paragraphs and tables, tables within tables after the one that holds them. */
class FlowReader {
  readonly blocks: FlowBlock[] = [];
  hiddenRuns = 0;
  #tables: OpenTable[] = [];
  #text = '';
  #list = false;
  #bold = false;
  #shaded = false;
  #inParagraph = false;
  #runHidden = false;
  #runStruck = false;
  #inRun = false;
  #inText = false;
  #unseenDepth = 0;
  #cells = 0;

  open(name: string, attributes: Attributes): void {
    if (unseen.has(name)) this.#unseenDepth++;
    const off = ['0', 'false', 'none'].includes(attributes['val'] ?? '');
    if (name === 'p') {
      this.#list = false;
      this.#bold = false;
      this.#shaded = false;
      this.#inParagraph = true;
    } else if (name === 'numPr') this.#list = true;
    else if (name === 'r') {
      this.#inRun = true;
      this.#runHidden = false;
      this.#runStruck = false;
    } else if (this.#inRun && (name === 'strike' || name === 'dstrike')) this.#runStruck ||= !off;
    else if (this.#inRun && name === 'b') this.#bold ||= !off;
    else if (this.#inRun && name === 'vanish') this.#runHidden = !off;
    else if (this.#inRun && name === 'color') this.#runHidden ||= this.#isHiddenColor(attributes['val'] ?? '');
    else if (this.#inRun && name === 'sz') this.#runHidden ||= Number(attributes['val']) <= 3;
    else if (name === 'shd' || name === 'highlight') this.#shade(attributes);
    else if (name === 't') this.#inText = true;
    else if (name === 'tab' && this.#inRun) this.#append('\t');
    else if ((name === 'br' || name === 'cr') && this.#inRun) this.#append('\n');
    else if (name === 'noBreakHyphen') this.#append('-');
    else if (name === 'tbl') {
      this.#tables.push({ rows: [], col: -1, span: 1, cell: '', styled: false, shaded: false });
    } else this.#openCell(name, attributes);
  }

  close(name: string): void {
    if (unseen.has(name)) this.#unseenDepth--;
    if (name === 't') this.#inText = false;
    else if (name === 'r') this.#inRun = false;
    else if (name === 'p') this.#closeParagraph();
    else if (name === 'tc') this.#closeCell();
    else if (name === 'tbl') this.#closeTable();
  }

  text(text: string): void {
    if (!this.#inText) return;
    if (this.#runHidden && text.trim() !== '') this.hiddenRuns++;
    else if (!this.#runStruck) this.#append(text);
  }

  #append(text: string): void {
    if (this.#unseenDepth === 0) this.#text += text;
  }

  /** White letters are hidden unless something dark may lie beneath: a shaded cell, or a styled table's first row. */
  #isHiddenColor(color: string): boolean {
    const table = this.#tables.at(-1);
    const dark = this.#shaded || table?.shaded === true || (table?.styled === true && table.rows.length === 1);
    return /^FFFFFF$/i.test(color) && !dark;
  }

  #shade(attributes: Attributes): void {
    const fill = attributes['fill'] ?? attributes['val'] ?? '';
    if (/^(?:auto|none|white|FFFFFF)$/i.test(fill)) return;
    const table = this.#tables.at(-1);
    if (this.#inRun) this.#runHidden = false;
    else if (this.#inParagraph || table === undefined) this.#shaded = true;
    else table.shaded = true;
  }

  #openCell(name: string, attributes: Attributes): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    if (name === 'tr') {
      table.rows.push({ row: table.rows.length, cells: [] });
      table.col = -1;
      table.span = 1;
      if (table.rows.length > limits.rowsPerSheet) throw new Rejected('too_complex', 'too many table rows');
    } else if (name === 'tc') {
      table.col += table.span;
      table.span = 1;
      table.cell = '';
      table.shaded = false;
      if (++this.#cells > limits.cells) throw new Rejected('too_complex', 'too many table cells');
    } else if (name === 'gridSpan') {
      table.span = Math.min(Math.max(Number(attributes['val']) || 1, 1), limits.columns);
    } else if (name === 'tblStyle') table.styled = true;
  }

  #closeParagraph(): void {
    const text = this.#text.replaceAll('\u00a0', ' ').trim();
    this.#text = '';
    this.#inParagraph = false;
    const table = this.#tables.at(-1);
    if (table !== undefined) {
      if (text !== '') table.cell = table.cell === '' ? text : `${table.cell}\n${text}`;
    } else if (text !== '') {
      const list = this.#list ? { listItem: true } : {};
      this.blocks.push({ kind: 'paragraph', text, ...(this.#bold ? { bold: true } : {}), ...list });
    }
  }

  #closeCell(): void {
    const table = this.#tables.at(-1);
    const row = table?.rows.at(-1);
    if (table === undefined || row === undefined || table.cell === '') return;
    row.cells.push({ col: table.col, text: table.cell.slice(0, limits.cellChars) });
  }

  #closeTable(): void {
    const table = this.#tables.pop();
    const rows = table?.rows.filter((row) => row.cells.length > 0) ?? [];
    if (rows.length > 0) this.blocks.push({ kind: 'table', rows });
  }
}

/** The text a person sees: page headers, body, page footers; deleted, struck-out and hidden runs are left out. */
export async function readDocx(zip: ZipFile, bodyPath: string, name: string, sink: PartSink): Promise<void> {
  sink.expect(1);
  const reader = new FlowReader();
  const aside = (kind: string): string[] =>
    [...zip.names].filter((entry) => new RegExp(`^word/${kind}\\d*\\.xml$`).test(entry)).sort();
  for (const path of [...aside('header'), bodyPath, ...aside('footer')]) {
    await walkXml(await zip.stream(path), {
      open: (tag, attributes) => reader.open(tag, attributes),
      close: (tag) => reader.close(tag),
      text: (text) => reader.text(text),
    });
  }
  const warnings = reader.hiddenRuns > 0 ? { warnings: [`hidden_text: ${reader.hiddenRuns}`] } : {};
  await sink.push({ name, kind: 'text', blocks: reader.blocks, ...warnings });
}
