import { parse } from 'csv-parse';
import { z } from 'zod';
import type { GridRow } from '../../../contracts/document-reading.ts';
import { limits } from '../limits.ts';
import { Rejected } from '../rejected.ts';
import type { PartSink } from '../part-sink.ts';
import type { Delimiter } from './delimiter.ts';

const Record = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

const separatorRow = /^[\s|:+=-]*$/;

function toRow(fields: readonly string[], row: number): GridRow {
  const cells = fields
    .slice(0, limits.columns)
    .map((text, col) => ({ col, text: text.trim().slice(0, limits.cellChars) }))
    .filter((cell) => cell.text !== '');
  return { row, cells };
}

/** Rows of delimited text; `row` is the line number the record ends on. */
export async function readCsv(text: string, delimiter: Delimiter, name: string, sink: PartSink): Promise<void> {
  const parser = parse({
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    // A pipe table is drawn for the eye: quotes in it are inch marks.
    quote: delimiter === '|' ? null : '"',
    max_record_size: 1_000_000,
  });
  parser.end(text);
  const cells: GridRow[] = [];
  let count = 0;
  try {
    for await (const raw of parser) {
      const { record, info } = Record.parse(raw);
      if (++count > limits.rowsPerSheet) throw new Rejected('too_complex', `more than ${limits.rowsPerSheet} rows`);
      if (delimiter === '|' && separatorRow.test(record.join('|'))) continue;
      const row = toRow(record, info.lines);
      if (row.cells.length > 0) cells.push(row);
    }
  } catch (error) {
    if (error instanceof Rejected) throw error;
    throw new Rejected('corrupt', 'the delimited text cannot be split into records');
  }
  await sink.push({ name, kind: 'sheet', cells });
}
