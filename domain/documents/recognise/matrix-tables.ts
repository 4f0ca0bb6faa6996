import type { ReadLine } from '../../../contracts/document-reading.ts';
import { isCode } from './column-profile.ts';
import { type ColumnRole, rolesOfHeader } from './column-words.ts';
import { isTableHead } from './find-header.ts';
import { squeeze } from './fold.ts';
import { cellText, filledCells, type GridLine, type TextLine } from './grid.ts';
import { isTakenBack } from './ignored-sections.ts';
import { findLanguage } from './language.ts';
import { toReadLine } from './line-draft.ts';
import { headsNames, headsVariants, isColour, type MatrixHead, matrixHead, saysSize } from './matrix-head.ts';
import type { DecimalMark } from './numbers.ts';
import { parseQuantity, type Quantity } from './quantity.ts';
import { isSum } from './table-lines.ts';

export type MatrixReading = { lines: ReadLine[]; used: GridLine[] };

/** A matrix: its head, what its name columns hold, and what was said above it. */
type Matrix = MatrixHead & {
  names: number[];
  /** Which of the names tell the goods, not their colour or length. */
  naming: boolean[];
  roles: Map<number, ColumnRole>;
  total: number | null;
  title: string;
  sizeWord: string;
  pairs: boolean;
};

const textsOf = (line: GridLine): string[] => line.cells.flatMap((cell) => (cell === undefined ? [] : [cell.text]));

/** Roles of columns beside the variants that are no part of a product's name. */
const besides: readonly ColumnRole[] = [
  'position',
  'unit',
  'partNumber',
  'customerPart',
  'gtin',
  'manufacturer',
  'price',
  'neededBy',
  'note',
];
const totalWord = /^(?:total|sum|summe|gesamt\p{L}*|ges\.?|σ|menge|anzahl|qty|quantity|stückzahl)(?:\s.*)?$/iu;

function roleOfColumn(head: string, values: readonly string[]): ColumnRole | 'name' {
  const roles = [...rolesOfHeader(head)].filter(([, fit]) => fit >= 0.9).map(([role]) => role);
  const known = roles.find((role) => role === 'description') ?? roles[0];
  const filled = values.filter((value) => value !== '');
  const isNumber = known === 'partNumber' || known === 'customerPart';
  // "Model" heads names as well as numbers.
  const isNamed = isNumber && filled.some((value) => /\p{Ll}{3}/u.test(value));
  if (known !== undefined && besides.includes(known) && !isNamed) return known;
  if (filled.length > 0 && filled.every((value) => /^\d{1,3}[.)]?$/.test(value))) return 'position';
  // "Article" over nothing but codes means their number.
  return known === 'description' &&
    filled.length > 0 &&
    filled.every((value) => isCode(value) && !/\s\p{L}{3}/u.test(value))
    ? 'partNumber'
    : 'name';
}

const lead = /^(?:please|bitte|dear|hello|hallo|we |wir |quantit|mengen?\b|stückzahl)|@/iu;

/** What the heading above a matrix or its corner calls the goods, for rows that only say a colour. */
function titleOf(head: GridLine, first: number, above: readonly TextLine[]): string {
  const corner = head.cells.slice(0, first).flatMap((cell) => (cell === undefined ? [] : [cell.text]));
  const own = corner.find((text) => !headsNames(text));
  const heading = above.filter((line) => line.order < head.order).toSorted((a, b) => b.order - a.order)[0];
  const near =
    heading !== undefined && heading.cells.length === 1 && head.order - heading.order <= 3 ? heading.text : '';
  const said = own ?? (near.length <= 100 && !lead.test(near) ? near : '');
  return squeeze(
    said.replace(/[\s,;:(–—-]+(?:quantit|mengen?\b|stückzahl|sizes?\b|größen?\b|pcs|stk).*$/iu, '').replace(/:$/, ''),
  );
}

function describe(
  found: MatrixHead,
  head: GridLine,
  body: readonly GridLine[],
  { above, isGerman }: { above: readonly TextLine[]; isGerman: boolean },
): Matrix {
  const [first] = found.variants;
  const columns = Array.from({ length: head.cells.length }, (_, column) => column);
  const variants = new Set(found.variants.map(({ column }) => column));
  const heads = [...textsOf(head), ...above.filter((line) => head.order - line.order <= 3).map((line) => line.text)];
  const matrix: Matrix = {
    ...found,
    names: [],
    naming: [],
    roles: new Map(),
    total: columns.find((column) => !variants.has(column) && totalWord.test(cellText(head, column))) ?? null,
    title: titleOf(head, first?.column ?? 0, above),
    sizeWord: found.kind !== 'size' ? '' : isGerman ? 'Größe' : 'size',
    pairs: heads.some((text) => /\b(?:paare?|pairs?)\b/iu.test(text)),
  };
  for (const column of columns.filter((other) => !variants.has(other) && other !== matrix.total)) {
    const role = roleOfColumn(
      cellText(head, column),
      body.map((line) => cellText(line, column)),
    );
    if (role !== 'name') matrix.roles.set(column, role);
    else if (column < (first?.column ?? 0)) {
      matrix.names.push(column);
      matrix.naming.push(!headsVariants(cellText(head, column)));
    }
  }
  return matrix;
}

const missing: Quantity = { quantity: null, unit: 'pcs', unitText: '', flags: ['quantity_missing'] };

const isNothing = (text: string): boolean => /^(?:0+|[-–—./]*)$/.test(text.trim());

type Row = { names: string[]; line: GridLine };

/** The words of a row's name; merged cells leave the first of them empty in the rows below. */
function namesOf(line: GridLine, matrix: Matrix, before: Row | undefined): string[] {
  const own = matrix.names.map((column) => cellText(line, column).trim());
  if (own.every((text) => text === '')) return own;
  const filled = own.findIndex((text) => text !== '');
  return own.map((text, at) => (at < filled ? (before?.names[at] ?? '') : text));
}

function descriptionOf(names: readonly string[], matrix: Matrix, group: string, variant: string): string {
  const said = names.filter((name) => name !== '');
  const isNamed = names.some((name, at) => matrix.naming[at] === true && /\p{L}{3}/u.test(name) && !isColour(name));
  const title = isNamed ? '' : group || matrix.title;
  const word = /^\p{L}{2,}[.:]?\s/u.test(variant) || variant === '' ? '' : matrix.sizeWord;
  return [title, ...said, word, variant].filter((piece) => piece !== '').join(' ');
}

function linesOfRow(row: Row, matrix: Matrix, group: string, mark: DecimalMark): ReadLine[] {
  const { line, names } = row;
  const of = (role: ColumnRole): string => {
    const [column] = [...matrix.roles].find(([, other]) => other === role) ?? [];
    return column === undefined ? '' : cellText(line, column).trim();
  };
  const unit = of('unit') || (matrix.pairs ? 'pair' : '');
  const draft = (text: string, variant: string): ReadLine =>
    toReadLine({
      position: of('position'),
      description: descriptionOf(names, matrix, group, variant),
      quantity: parseQuantity(`${text} ${unit}`.trim(), mark) ?? parseQuantity(text, mark) ?? missing,
      partNumber: of('partNumber') || of('gtin'),
      customerPartNumber: of('customerPart'),
      manufacturer: of('manufacturer'),
      confidence: 0.93,
      source: line.source,
    });
  const cells = matrix.variants.map(({ column, text }) => ({ count: cellText(line, column).trim(), text }));
  const wanted = cells.filter(({ count }) => !isNothing(count));
  const stated = matrix.total === null ? '' : cellText(line, matrix.total).trim();
  if (wanted.length === 0) return isNothing(stated) ? [] : [draft(stated, '')];
  const found = wanted.map(({ count, text }) => draft(count, text));
  const sum = found.reduce((all, { quantity }) => all + Number(quantity ?? Number.NaN), 0);
  const total = isNothing(stated) ? sum : Number(parseQuantity(stated, mark)?.quantity ?? sum);
  // A row that does not add up was counted or read wrongly: a person has to look.
  if (total !== sum)
    for (const one of found) one.flags = [...new Set([...one.flags, 'quantity_ambiguous' as const])].sort();
  return found;
}

/** Rows below a head, as far as they name or count something, and the group headings among them. */
function readBody(matrix: Matrix, body: readonly GridLine[], mark: DecimalMark): MatrixReading {
  const reading: MatrixReading = { lines: [], used: [] };
  let before: Row | undefined;
  let group = '';
  for (const line of body) {
    const names = namesOf(line, matrix, before);
    const isNamed =
      names.some((name) => name !== '') || [...matrix.roles.keys()].some((column) => cellText(line, column) !== '');
    const counts = matrix.variants.some(({ column }) => !isNothing(cellText(line, column)));
    const isTotal = matrix.total !== null && !isNothing(cellText(line, matrix.total));
    if (isSum(line) || textsOf(line).some(isTakenBack)) reading.used.push(line);
    else if (isNamed && (counts || isTotal)) {
      before = { names, line };
      reading.lines.push(...linesOfRow(before, matrix, group, mark));
      reading.used.push(line);
    } else if (isNamed && filledCells(line) === 1) group = textsOf(line).join(' ');
  }
  return reading;
}

const allCount = (matrix: MatrixHead, body: readonly GridLine[]): boolean => {
  const counts = body.flatMap((line) =>
    isSum(line) ? [] : matrix.variants.map(({ column }) => cellText(line, column).trim()).filter((text) => text !== ''),
  );
  // Below "1 m | 2 m" an amount with a unit is a length as well, and the row above no head.
  const amount = matrix.kind === 'measure' ? /^\d{1,6}$/ : /^\d{1,6}(?:\s?\p{L}{1,8}\.?)?$|^\d{1,3}[.,]\d{3}$/u;
  const whole = counts.filter((text) => isNothing(text) || amount.test(text));
  return whole.length > 0 && whole.length >= counts.length * 0.8;
};

/** A head's empty cells may have their words in the row above ("Article | Colour | Sizes" over "S | M | L"). */
function withWordsAbove(head: GridLine, above: GridLine | undefined, variants: MatrixHead['variants']): GridLine {
  const first = variants[0]?.column ?? 0;
  const cells = head.cells.map((cell, column) => cell ?? (column < first ? above?.cells[column] : undefined));
  return { ...head, cells };
}

/**
 * Requested lines of size, colour or length matrices: a column for each variant, a row for each article or colour, and
 * how many in each cell. `above`: lines of text that may name the goods.
 */
export function readMatrices(lines: readonly GridLine[], above: readonly TextLine[], mark: DecimalMark): MatrixReading {
  const total: MatrixReading = { lines: [], used: [] };
  const texts = [...lines.flatMap(textsOf), ...above.map((line) => line.text)];
  const isGerman =
    findLanguage(texts) === 'de' || texts.some((text) => /größe|farbe|menge|\bpaar\b|artikel/iu.test(text));
  const heads = lines.flatMap((line, at) => {
    const upper = lines[at - 1];
    const hinted = upper !== undefined && textsOf(upper).some(saysSize);
    const head = matrixHead(
      line.cells.map((cell) => cell?.text),
      hinted,
    );
    return head === null ? [] : [{ at, line, head, upper }];
  });
  heads.forEach(({ at, line, head, upper }, index) => {
    const rest = lines.slice(at + 1, heads[index + 1]?.at);
    const other = rest.findIndex((below) => isTableHead(textsOf(below)));
    const body = other === -1 ? rest : rest.slice(0, other);
    if (!allCount(head, body)) return;
    const isWords = upper !== undefined && !total.used.includes(upper) && filledCells(upper) >= 2;
    const whole = withWordsAbove(line, isWords ? upper : undefined, head.variants);
    const reading = readBody(describe(head, whole, body, { above, isGerman }), body, mark);
    if (reading.lines.length === 0) return;
    total.lines.push(...reading.lines);
    total.used.push(line, ...reading.used);
  });
  return total;
}
