import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { fail } from '../../contracts/kernel/fail.ts';
import { countHeadWords } from '../../domain/catalog/guess-columns.ts';
import type { PriceList } from '../../domain/catalog/import-store.ts';
import type { PriceListRow } from '../../domain/catalog/plan-import.ts';
import { decodeText, assertPlainText } from '../extract/text/decode-text.ts';
import { sniffDelimiter } from '../extract/text/delimiter.ts';
import { Rejected } from '../extract/rejected.ts';

export const priceListLimits = { fileBytes: 20_000_000, rows: 200_000, columns: 200, recordChars: 200_000 } as const;

const sampleRows = 500;
/** Lists begin with a title or an address now and then; the header is looked for in this many rows. */
const headerRows = 15;
const chunkChars = 65_536;

const ParsedRecord = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

/** Opens a CSV price list, of unknown encoding and mostly unknown delimiter. Throws `import_unreadable` or `file_empty`. */
export const openPriceList = async (bytes: Uint8Array, known?: string): Promise<PriceList> => {
  const text = readText(bytes);
  const delimiter = known ?? sniffDelimiter(text) ?? delimiterOfFirstLine(text);
  if (delimiter === null) throw unreadable('it has no columns');
  const top: PriceListRow[] = [];
  for await (const row of readRows(text, delimiter)) if (top.push(row) >= sampleRows + headerRows) break;
  const header = findHeader(top);
  if (!header) throw unreadable('it has no rows');
  return {
    header,
    sample: top
      .filter(({ row }) => row > header.row)
      .slice(0, sampleRows)
      .map(({ cells }) => cells),
    usualMark: delimiter === ';' ? ',' : '.',
    batches: (batchSize) => readBatches(text, delimiter, header.row, batchSize),
  };
};

const unreadable = (reason: string) => fail('import_unreadable', { reason });

const readText = (bytes: Uint8Array): string => {
  if (bytes.length === 0) throw fail('file_empty');
  const text = decodeText(bytes);
  try {
    assertPlainText(text);
  } catch (error) {
    if (error instanceof Rejected) throw unreadable('it is no CSV, Excel or PDF file');
    throw error;
  }
  if (text.trim() === '') throw fail('file_empty');
  return text;
};

/** Two columns are too few for the sniffer, which has to tell tables from prose; here the file is said to be a table. */
const delimiterOfFirstLine = (text: string): string | null => {
  const line = text.trimStart().split('\n', 1)[0] ?? '';
  const [best] = ['\t', ';', '|', ',']
    .map((delimiter) => ({ delimiter, count: line.split(delimiter).length }))
    .toSorted((a, b) => b.count - a.count);
  return best && best.count > 1 ? best.delimiter : null;
};

const findHeader = (rows: readonly PriceListRow[]): PriceListRow | undefined => {
  const candidates = rows.slice(0, headerRows).map((row) => ({ row, words: countHeadWords(row.cells) }));
  const best = candidates.toSorted((a, b) => b.words - a.words)[0];
  return best && best.words >= 2 ? best.row : rows[0];
};

async function* readRows(text: string, delimiter: string): AsyncGenerator<PriceListRow> {
  const parser = parse({
    delimiter,
    info: true,
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: priceListLimits.recordChars,
  });
  // In pieces: given whole, the parser would work through all of it in one turn of the event loop.
  Readable.from(piecesOf(text)).pipe(parser);
  let row = 1;
  try {
    for await (const raw of parser) {
      const { record, info } = ParsedRecord.parse(raw);
      const cells = record.slice(0, priceListLimits.columns);
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells };
      row = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw unreadable(`row ${row} cannot be split into columns`);
    throw error;
  }
}

function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += chunkChars) yield text.slice(at, at + chunkChars);
}

async function* readBatches(
  text: string,
  delimiter: string,
  headerRow: number,
  batchSize: number,
): AsyncGenerator<PriceListRow[]> {
  let batch: PriceListRow[] = [];
  let count = 0;
  for await (const row of readRows(text, delimiter)) {
    if (row.row <= headerRow) continue;
    count += 1;
    if (count > priceListLimits.rows) throw unreadable(`it has more than ${priceListLimits.rows} rows; split it`);
    if (batch.push(row) < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
