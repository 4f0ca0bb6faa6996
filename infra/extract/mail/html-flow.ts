import type { FlowBlock, GridRow } from '../../../contracts/document-reading.ts';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import { type HtmlToken, htmlTokens } from './html-tokens.ts';

const blockTags = new Set(
  'address article blockquote body dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tbody tfoot thead tr ul'.split(
    ' ',
  ),
);
const voidTags = new Set('area base br col embed hr img input link meta source wbr'.split(' '));

type OpenTable = { rows: GridRow[]; col: number; cell: string; spanned: Map<number, number> };
type OpenTag = { name: string; hidden: boolean; struck: boolean; shaded: boolean; quoted: boolean };

type Attributes = ReadonlyMap<string, string>;

const styleOf = (attributes: Attributes): string =>
  (attributes.get('style') ?? '').toLowerCase().replaceAll(/\s+/g, '');

/** Styles that keep text from the eye: display none, zero size, nearly transparent. */
function isHidden(attributes: Attributes): boolean {
  const style = styleOf(attributes);
  if (attributes.has('hidden')) return true;
  if (/display:none|visibility:hidden|mso-hide:all|opacity:0(?:\.0+)?(?:;|$)/.test(style)) return true;
  return /font-size:0*(?:[01](?:\.\d+)?(?:px|pt)|0(?:\.0\d*)?(?:em|rem|%)?)(?:;|!|$)/.test(style);
}

/** Text its writer crossed out. */
const isStruck = (name: string, attributes: Attributes): boolean =>
  ['s', 'strike', 'del'].includes(name) || /text-decoration(?:-line)?:[^;]*line-through/.test(styleOf(attributes));

const white = /^(?:#fff(?:fff)?|white|rgb\(255,255,255\))(?:!.*)?$/i;

function isWhite(attributes: Attributes): boolean {
  const color = /(?:^|;)color:([^;]+)/.exec(styleOf(attributes))?.[1] ?? attributes.get('color') ?? '';
  return white.test(color);
}

/** Whether the element paints its own background, so that white letters on it can be read. */
function isShaded(attributes: Attributes): boolean {
  const fill = /background(?:-color)?:([^;]+)/.exec(styleOf(attributes))?.[1] ?? attributes.get('bgcolor') ?? '';
  return fill !== '' && !white.test(fill) && !/^(?:transparent|none|inherit)/.test(fill);
}

function isQuote(name: string, attributes: Attributes): boolean {
  const marks = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`;
  const cited = name === 'blockquote' && (attributes.get('type') === 'cite' || attributes.has('cite'));
  return cited || /gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|divRplyFwdMsg|OLK_SRC_BODY_SECTION/.test(marks);
}

/** Turns HTML into paragraphs and tables. Layout tables (one cell wide, or holding tables) come out as paragraphs. */
class HtmlFlow {
  readonly blocks: FlowBlock[] = [];
  hiddenTexts = 0;
  readonly #stack: OpenTag[] = [];
  readonly #tables: OpenTable[] = [];
  #text = '';
  #list = false;
  #cells = 0;

  take(token: HtmlToken): void {
    if (token.kind === 'text') this.#takeText(token.text);
    else if (token.kind === 'open') this.#open(token.name, token.attributes);
    else this.#close(token.name);
  }

  finish(): FlowBlock[] {
    while (this.#tables.length > 0) this.#closeTable();
    this.#flush();
    return this.blocks;
  }

  #takeText(text: string): void {
    if (this.#stack.at(-1)?.hidden === true) {
      if (text.trim() !== '') this.hiddenTexts++;
      return;
    }
    if (this.#stack.at(-1)?.struck === true) return;
    const pre = this.#stack.some((tag) => tag.name === 'pre');
    this.#text += pre ? text : text.replaceAll(/[\s\u00a0\u200b]+/g, ' ');
  }

  #open(name: string, attributes: Attributes): void {
    if (name === 'br') this.#text += '\n';
    if (blockTags.has(name)) this.#flush();
    if (voidTags.has(name)) return;
    const above = this.#stack.at(-1);
    const shaded = (above?.shaded ?? false) || isShaded(attributes);
    const hidden = (above?.hidden ?? false) || isHidden(attributes) || (isWhite(attributes) && !shaded);
    const struck = (above?.struck ?? false) || isStruck(name, attributes);
    this.#stack.push({ name, hidden, struck, shaded, quoted: (above?.quoted ?? false) || isQuote(name, attributes) });
    if (this.#stack.length > limits.xmlDepth * 4) throw new Rejected('too_complex', 'html nested too deeply');
    if (name === 'li') this.#list = true;
    else if (name === 'table') {
      this.#tables.push({ rows: [], col: 0, cell: '', spanned: new Map() });
    } else if (name === 'tr') this.#openRow();
    else if (name === 'td' || name === 'th') this.#openCell(name, attributes);
  }

  #openRow(): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    table.rows.push({ row: table.rows.length, cells: [] });
    table.col = 0;
  }

  #openCell(name: string, attributes: Attributes): void {
    const table = this.#tables.at(-1);
    if (table === undefined) return;
    if (table.rows.length === 0) this.#openRow();
    if (++this.#cells > limits.cells) throw new Rejected('too_complex', 'too many table cells');
    this.#flush();
    table.cell = '';
    for (let left = table.spanned.get(table.col); left !== undefined && left > 0; left = table.spanned.get(table.col)) {
      table.spanned.set(table.col++, left - 1);
    }
    const rowSpan = Math.min(Number(attributes.get('rowspan')) || 1, 1000);
    if (rowSpan > 1) table.spanned.set(table.col, rowSpan - 1);
    const colSpan = Math.min(Number(attributes.get('colspan')) || 1, limits.columns);
    table.rows.at(-1)?.cells.push({ col: table.col, text: '', ...(name === 'th' ? { bold: true } : {}) });
    table.col += colSpan;
  }

  #close(name: string): void {
    if (blockTags.has(name)) this.#flush();
    const at = this.#stack.findLastIndex((tag) => tag.name === name);
    if (name === 'td' || name === 'th') this.#flush();
    else if (name === 'table') this.#closeTable();
    else if (name === 'li') this.#list = false;
    if (at !== -1) this.#stack.length = at;
  }

  #flush(): void {
    const text = this.#text.replaceAll(/ *\n */g, '\n').trim();
    this.#text = '';
    if (text === '') return;
    const table = this.#tables.at(-1);
    if (table !== undefined && table.rows.length > 0) {
      table.cell = table.cell === '' ? text : `${table.cell}\n${text}`;
      const cell = table.rows.at(-1)?.cells.at(-1);
      if (cell !== undefined) cell.text = table.cell.slice(0, limits.cellChars);
      return;
    }
    const quoted = this.#stack.at(-1)?.quoted === true ? { quoted: true } : {};
    this.blocks.push({ kind: 'paragraph', text, ...(this.#list ? { listItem: true } : {}), ...quoted });
  }

  #closeTable(): void {
    this.#flush();
    const table = this.#tables.pop();
    const quoted = this.#stack.at(-1)?.quoted === true ? { quoted: true } : {};
    const rows = (table?.rows ?? [])
      .map((row) => ({ ...row, cells: row.cells.filter((cell) => cell.text !== '') }))
      .filter((row) => row.cells.length > 0);
    if (rows.every((row) => row.cells.length === 1)) {
      for (const row of rows) {
        this.blocks.push({ kind: 'paragraph', text: row.cells[0]?.text ?? '', ...quoted });
      }
    } else this.blocks.push({ kind: 'table', rows, ...quoted });
  }
}

export type HtmlContent = { blocks: FlowBlock[]; hiddenTexts: number };

/** Paragraphs and tables of an HTML mail body as its reader sees them. */
export function readHtml(html: string): HtmlContent {
  const flow = new HtmlFlow();
  for (const token of htmlTokens(html)) flow.take(token);
  return { blocks: flow.finish(), hiddenTexts: flow.hiddenTexts };
}
