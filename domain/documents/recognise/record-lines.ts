import type { ReadLine, SourceRef } from '../../../contracts/document-reading.ts';
import { type ColumnRole, rolesOfHeader } from './column-words.ts';
import { joinWrapped } from './fold.ts';
import { joinSources, type TextLine } from './grid.ts';
import { toReadLine } from './line-draft.ts';
import type { DecimalMark } from './numbers.ts';
import { parseQuantity } from './quantity.ts';

export type RecordReading = { lines: ReadLine[]; used: TextLine[] };

type Entry = { role: ColumnRole; value: string; line: TextLine };

const wanted: readonly ColumnRole[] = [
  'description',
  'quantity',
  'unit',
  'partNumber',
  'customerPart',
  'manufacturer',
  'position',
];

/** "Quantity: 5" or "Menge   5": a label that heads a column elsewhere, and its value. */
function readEntry(line: TextLine): Entry | null {
  const colon = /^([^:]{2,40}):\s*(.+)$/.exec(line.text);
  const [first, second] = line.cells;
  const label = colon?.[1] ?? (line.cells.length === 2 ? first?.text : undefined);
  const value = colon?.[2] ?? second?.text;
  if (label === undefined || value === undefined) return null;
  const role = [...rolesOfHeader(label.replace(/^[-•*\s]+/, ''))].find(
    ([name, fit]) => fit === 1 && wanted.includes(name),
  )?.[0];
  return role === undefined ? null : { role, value: value.trim(), line };
}

function toLine(entries: readonly Entry[], mark: DecimalMark): ReadLine | null {
  const value = (role: ColumnRole): string => entries.find((entry) => entry.role === role)?.value ?? '';
  const quantity =
    parseQuantity(`${value('quantity')} ${value('unit')}`.trim(), mark) ?? parseQuantity(value('quantity'), mark);
  const name = value('description') || value('partNumber');
  if (quantity === null || name === '') return null;
  const source = entries
    .map((entry) => entry.line.source)
    .reduce<SourceRef | null>((all, one) => (all === null ? one : joinSources(all, one)), null);
  return toReadLine({
    position: value('position'),
    description: name,
    quantity,
    partNumber: value('partNumber'),
    customerPartNumber: value('customerPart'),
    manufacturer: value('manufacturer'),
    confidence: 0.85,
    source: source ?? { part: 0 },
  });
}

/** "Pos. 3:", "Item 3 of 7", "3." – the start of an item whose name may follow without a label. */
const itemStart =
  /^(?:(?:pos(?:ition)?|item|artikel|posten|line|ligne)\.?\s*(?:no\.?|nr\.?)?\s*\d{1,3}(?:\s*(?:of|von|\/)\s*\d{1,3})?\s*[.:)–—-]?|\(?\d{1,3}[.)])(?:\s+|$)/iu;

/** The name of an item in the lines between its number and its first label; long stretches are no names. */
function nameOf(lines: readonly TextLine[]): Entry | null {
  const [first, ...more] = lines;
  if (first === undefined || lines.length > 4) return null;
  const texts = [first.text.replace(itemStart, ''), ...more.map((line) => line.text)];
  const value = texts
    .filter((text) => text !== '')
    .reduce((all, text) => (all === '' ? text : joinWrapped(all, text)), '');
  const source = more.reduce((all, line) => joinSources(all, line.source), first.source);
  return value === '' ? null : { role: 'description', value, line: { ...first, source } };
}

/** Requested lines written as blocks of "label: value", one block per item. A label that comes again starts a new block. */
export function readRecords(lines: readonly TextLine[], mark: DecimalMark): RecordReading {
  const reading: RecordReading = { lines: [], used: [] };
  let open: Entry[] = [];
  let named: TextLine[] = [];
  const flush = (): void => {
    const line = open.length >= 2 ? toLine(open, mark) : null;
    if (line !== null) {
      reading.lines.push(line);
      reading.used.push(...named, ...open.map((entry) => entry.line));
    }
    open = [];
    named = [];
  };
  for (const line of lines) {
    const entry = readEntry(line);
    if (itemStart.test(line.text)) {
      flush();
      named = [line];
    } else if (entry === null && named.length > 0 && open.length === 0) named.push(line);
    if (entry === null) continue;
    if (open.some((other) => other.role === entry.role)) flush();
    const name = open.length === 0 && entry.role !== 'description' ? nameOf(named) : null;
    if (name !== null) open.push(name);
    open.push(entry);
  }
  flush();
  return reading;
}
