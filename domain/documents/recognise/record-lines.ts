import type { ReadLine, SourceRef } from '../../../contracts/document-reading.ts';
import { type ColumnRole, rolesOfHeader } from './column-words.ts';
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

/** Requested lines written as blocks of "label: value", one block per item. A label that comes again starts a new block. */
export function readRecords(lines: readonly TextLine[], mark: DecimalMark): RecordReading {
  const reading: RecordReading = { lines: [], used: [] };
  let open: Entry[] = [];
  const flush = (): void => {
    const line = open.length >= 2 ? toLine(open, mark) : null;
    if (line !== null) {
      reading.lines.push(line);
      reading.used.push(...open.map((entry) => entry.line));
    }
    open = [];
  };
  for (const line of lines) {
    const entry = readEntry(line);
    if (entry === null) continue;
    if (open.some((other) => other.role === entry.role)) flush();
    open.push(entry);
  }
  flush();
  return reading;
}
