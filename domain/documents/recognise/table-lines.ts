import type { ReadLine } from '../../../contracts/document-reading.ts';
import { type ColumnRoles, findColumnRoles } from './column-roles.ts';
import type { ColumnRole } from './column-words.ts';
import { parseDate } from './dates.ts';
import { fold } from './fold.ts';
import { isTakenBack } from './ignored-sections.ts';
import { cellText, filledCells, type GridLine, joinSources } from './grid.ts';
import { toReadLine } from './line-draft.ts';
import { findLanguage } from './language.ts';
import type { DecimalMark } from './numbers.ts';
import { parseQuantity, type Quantity } from './quantity.ts';
import type { Section } from './table-sections.ts';
import { parseUnit } from './unit-words.ts';

/** A header value repeated in a column of the table ("RFQ no." on every row of a CSV). */
export type TableFact = { label: string; value: string; line: GridLine };

export type SectionReading = {
  lines: ReadLine[];
  facts: TableFact[];
  /** Rows that were understood as head or requested lines; the others are free text around the table. */
  used: GridLine[];
  /** Text above the first line that ends the last line of the page before. */
  tail: string;
};

export type TableContext = { columns: number; decimalMark: DecimalMark };

const sumWords =
  /^(?:(?:sub|grand|net|zwischen|gesamt|end|netto|brutto)[\s-]*)?(?:total|totals|totale|totaal|sum|summe|gesamt\p{L}*|subtotal|sous-total|importe total|vat|mwst|ust|tva|iva|btw|shipping|freight|versand\p{L}*|fracht)\b(?:\s+(?:quantity|qty|amount|items|price|lines|value|menge|anzahl|net|gross|number|of|der|positions|positionen|posten|artikel|ht|ttc|quantit[éà]|cantidad|aantal|units|pcs|st(?:ü|ue)ck))*[\s:.]*$/iu;

const at = (line: GridLine, roles: ColumnRoles, role: ColumnRole): string => {
  const column = roles.byRole[role];
  return column === undefined ? '' : cellText(line, column).trim();
};

/**
 * Amounts that all end in three zeros behind the decimal mark ("4,000" under a German head, "1.200,000" anywhere) are
 * whole numbers with decimals.
 */
function wholeAmounts(head: GridLine | null, lines: readonly GridLine[], column: number): (line: GridLine) => GridLine {
  const amounts = lines.map((line) => cellText(line, column).trim()).filter((text) => /^\d/.test(text));
  const padded = [',', '.'].find((mark) => amounts.every((text) => /([.,])000(?!\d)[^,.]*$/.exec(text)?.[1] === mark));
  const heads = head?.cells.map((cell) => cell?.text ?? '') ?? [];
  const isDecimal =
    padded === (findLanguage(heads) === 'en' ? '.' : ',') || amounts.some((text) => /[.,].*[.,]/.test(text));
  if (amounts.length < 3 || padded === undefined || !isDecimal) return (line) => line;
  return (line) => ({
    ...line,
    cells: line.cells.map((cell, at) =>
      cell === undefined || at !== column ? cell : { ...cell, text: cell.text.replace(`${padded}000`, '') },
    ),
  });
}

/** Quantity and unit may stand in one cell or two; the pack size of a column of its own belongs to the unit. */
function readQuantity(line: GridLine, roles: ColumnRoles, mark: DecimalMark): Quantity | null {
  const amount = parseQuantity(at(line, roles, 'quantity'), mark);
  const unitText = at(line, roles, 'unit');
  if (amount === null || unitText === '' || amount.unitText !== '') return amount;
  const whole = parseQuantity(`${at(line, roles, 'quantity')} ${unitText}`, mark);
  if (whole !== null) return whole;
  const unit = parseUnit(unitText);
  if (unit !== null) return { ...amount, unit: unit.unit, unitText };
  return { ...amount, unit: unitText.toLowerCase(), unitText, flags: [...amount.flags, 'unit_unknown'] };
}

/** A row that adds up those above it. */
export function isSum(line: GridLine): boolean {
  const texts = line.cells.flatMap((cell) => (cell === undefined ? [] : [cell.text.trim()]));
  return texts.some((text) => sumWords.test(text)) && texts.filter((text) => /\p{L}{3}/u.test(text)).length <= 2;
}

const missing: Quantity = { quantity: null, unit: 'pcs', unitText: '', flags: ['quantity_missing'] };

type Row = { line: GridLine; quantity: Quantity | null; named: boolean };

function readRow(line: GridLine, roles: ColumnRoles, mark: DecimalMark): Row {
  const named = [at(line, roles, 'description'), at(line, roles, 'partNumber'), at(line, roles, 'customerPart')].some(
    (text) => /[\p{L}\d]{2}/u.test(text),
  );
  return { line, quantity: readQuantity(line, roles, mark), named };
}

/** A row with a name but no quantity is a line to ask about when nearly all others have one and it has more to it than text. */
function isLineWithoutQuantity({ line }: Row, roles: ColumnRoles, gaps: number): boolean {
  const known: readonly ColumnRole[] = ['position', 'partNumber', 'customerPart', 'unit', 'quantity'];
  const filled = known.filter((role) => at(line, roles, role) !== '').length;
  return at(line, roles, 'description') !== '' && filled >= 1 && filledCells(line) >= 2 && gaps <= 0.2;
}

/** A row with nothing but text in the description column goes on with the row above. */
function isContinuation({ line }: Row, roles: ColumnRoles, previous: ReadLine | undefined): boolean {
  const column = roles.byRole.description;
  if (column === undefined || filledCells(line) !== 1 || line.cells[column] === undefined) return false;
  const text = cellText(line, column).trim();
  if (text.length > 120 || /[.:!?]$/.test(text)) return false;
  return (
    previous === undefined ||
    /^[\p{Ll}\d(]/u.test(text) ||
    /[-,/&+]$|\b(?:with|for|and|mit|für|und|avec|pour|et|con|per|voor|met)$/iu.test(previous.description)
  );
}

const variantHead = /^(?:colou?r|farbe|size|größe|gr\.)$/iu;

/** Columns that say which colour or size is wanted. */
function variantColumns(head: GridLine | null, roles: ColumnRoles): number[] {
  const taken = new Set(Object.values(roles.byRole));
  const cells = head?.cells ?? [];
  return cells.flatMap((cell, column) =>
    cell !== undefined && !taken.has(column) && variantHead.test(cell.text.trim()) ? [column] : [],
  );
}

/** What is wanted, with the colour and size from columns of their own. */
function nameOf(line: GridLine, head: GridLine | null, roles: ColumnRoles): string {
  const name = at(line, roles, 'description');
  const variants = variantColumns(head, roles).flatMap((column) => {
    const value = cellText(line, column).trim();
    if (value === '' || /^[-–—]$/.test(value) || ` ${fold(name)} `.includes(` ${fold(value)} `)) return [];
    return [/^\p{L}{3}/u.test(value) ? value : `${cellText(head ?? line, column).trim()} ${value}`];
  });
  return [name, ...variants].join(' ').trim();
}

type Drafting = { head: GridLine | null; roles: ColumnRoles; confidence: number };

function draft(row: Row, quantity: Quantity, { head, roles, confidence }: Drafting): ReadLine {
  const { line } = row;
  const dated = parseDate(at(line, roles, 'neededBy'));
  return toReadLine({
    position: at(line, roles, 'position'),
    description: nameOf(line, head, roles),
    quantity,
    partNumber: at(line, roles, 'partNumber') || at(line, roles, 'gtin'),
    customerPartNumber: at(line, roles, 'customerPart'),
    manufacturer: at(line, roles, 'manufacturer'),
    neededBy: dated?.iso ?? null,
    confidence,
    source: line.source,
  });
}

function headOf(
  section: Section,
  context: TableContext,
): { head: GridLine | null; lines: GridLine[]; roles: ColumnRoles } {
  const columns = context.columns;
  const textsOf = (line: GridLine | null): string[] =>
    Array.from({ length: columns }, (_, column) => (line === null ? '' : cellText(line, column)));
  const wide = section.lines.filter((line) => filledCells(line) >= 2 && !isSum(line));
  if (section.head !== null) {
    return { head: section.head, lines: section.lines, roles: findColumnRoles(textsOf(section.head), wide, columns) };
  }
  const [first = null, ...others] = section.lines;
  const guess = findColumnRoles(
    [],
    wide.filter((line) => line !== first),
    columns,
  );
  const amount = first === null ? '' : at(first, guess, 'quantity');
  // A first row with words where the others have numbers is a head in words nobody listed.
  const isHead = first !== null && others.length > 0 && filledCells(first) >= 2 && parseQuantity(amount) === null;
  if (isHead)
    return {
      head: first,
      lines: others,
      roles: findColumnRoles(
        textsOf(first),
        wide.filter((line) => line !== first),
        columns,
      ),
    };
  return { head: null, lines: section.lines, roles: findColumnRoles([], wide, columns) };
}

function factsOf(head: GridLine | null, lines: readonly GridLine[], roles: ColumnRoles): TableFact[] {
  const line = lines.find((candidate) => filledCells(candidate) >= 2);
  if (head === null || line === undefined) return [];
  const columns = [...roles.facts, ...(roles.byRole.neededBy === undefined ? [] : [roles.byRole.neededBy])];
  return columns.map((column) => ({ label: cellText(head, column), value: cellText(line, column), line }));
}

/** Requested lines of one table. A table without a quantity or anything wanted yields nothing and uses no row. */
export function readSection(section: Section, context: TableContext): SectionReading {
  const { head, lines, roles } = headOf(section, context);
  const { quantity: amount, description, partNumber, customerPart } = roles.byRole;
  const nothing: SectionReading = { lines: [], facts: [], used: [], tail: '' };
  if (amount === undefined || (description ?? partNumber ?? customerPart) === undefined) return nothing;
  const whole = wholeAmounts(head, lines, amount);
  const rows = lines.map((line) => readRow(whole(line), roles, context.decimalMark));
  const candidates = rows.filter((row) => row.named && filledCells(row.line) >= 2);
  const gaps = candidates.filter((row) => row.quantity === null).length / Math.max(1, candidates.length);
  const confidence = head === null || section.head === null ? 0.75 : 0.97;
  const found: ReadLine[] = [];
  const used: GridLine[] = head === null ? [] : [head];
  let tail = '';
  for (const row of rows) {
    const previous = found.at(-1);
    if (isSum(row.line) || row.line.cells.some((cell) => cell !== undefined && isTakenBack(cell.text)))
      used.push(row.line);
    else if (row.named && row.quantity !== null) {
      found.push(draft(row, row.quantity, { head, roles, confidence }));
      used.push(row.line);
    } else if (isContinuation(row, roles, previous)) {
      used.push(row.line);
      if (previous === undefined) {
        tail = `${tail} ${cellText(row.line, description ?? 0)}`.trim();
        continue;
      }
      previous.description = `${previous.description} ${cellText(row.line, description ?? 0).trim()}`;
      previous.source = joinSources(previous.source, row.line.source);
    } else if (row.named && isLineWithoutQuantity(row, roles, gaps)) {
      found.push(draft(row, missing, { head, roles, confidence: confidence * 0.6 }));
      used.push(row.line);
    }
  }
  return found.length === 0 ? nothing : { lines: found, facts: factsOf(head, lines, roles), used, tail };
}
