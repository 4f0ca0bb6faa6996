import { copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentPart, RejectionCode } from '../../contracts/document-reading.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { PriceListFiles } from '../../domain/catalog/import-store.ts';
import type { PriceListRow } from '../../domain/catalog/plan-import.ts';
import { priceListRows } from '../../domain/catalog/price-list-rows.ts';
import type { Extractor } from '../../domain/documents/content.ts';
import { systemErrorCode } from '../ground/system-error-code.ts';
import { openPriceList, priceListLimits } from './open-price-list.ts';

/**
 * Files of imports in one folder, named by the import's id alone. Of a workbook or a document its largest table is kept, read
 * in a child process as every document is; `openExtractor` is asked for the first of them.
 */
export const createPriceListFiles = (folder: string, openExtractor: () => Promise<Extractor>): PriceListFiles => {
  const fileOf = (importId: string) => join(folder, `${importId}.csv`);
  const tableOf = (importId: string) => join(folder, `${importId}.tsv`);
  return {
    keep: async (importId, uploadedPath) => {
      await mkdir(folder, { recursive: true });
      const path = fileOf(importId);
      await move(uploadedPath, path);
      if (!(await isDocument(path))) return;
      await writeFile(tableOf(importId), toTsv(await readTable(await openExtractor(), path)));
      await rm(path);
    },
    open: async (importId) => {
      const table = await readIfThere(tableOf(importId));
      if (table) return openPriceList(table, '\t');
      const bytes = await readIfThere(fileOf(importId));
      if (!bytes) throw fail('import_unreadable', { reason: 'its file is gone' });
      return openPriceList(bytes);
    },
    remove: async (importId) => {
      await rm(fileOf(importId), { force: true });
      await rm(tableOf(importId), { force: true });
    },
  };
};

const move = (from: string, to: string): Promise<void> =>
  rename(from, to).catch(async (error: unknown) => {
    // Temporary files may live on another disk.
    if (systemErrorCode(error) !== 'EXDEV') throw error;
    await copyFile(from, to);
    await rm(from, { force: true });
  });

const readIfThere = (path: string): Promise<Uint8Array | null> =>
  readFile(path).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  });

const headBytes = 1_024;

/** A zip (workbook, Word) or a PDF, by its first bytes; names say nothing. */
const isDocument = async (path: string): Promise<boolean> => {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  const head = buffer.toString('latin1', 0, bytesRead);
  return head.startsWith('PK\x03\x04') || head.includes('%PDF-');
};

const noTable = 'it holds no table with a known header row';
const reasons: Readonly<Record<RejectionCode, string>> = {
  corrupt: 'it is damaged',
  delivery_note: noTable,
  empty: noTable,
  encrypted: 'it is protected by a password',
  invoice: noTable,
  no_request_lines: noTable,
  order_confirmation: noTable,
  other_paper: noTable,
  too_complex: 'it has too many pages, rows or cells',
  too_large: 'it is too large',
  too_slow: 'reading it takes too long',
  unsupported_type: 'it is no CSV, Excel or PDF file',
  zip_bomb: 'it unpacks to far more than it should',
};

/** Throws `import_unreadable`. */
const readTable = async (extractor: Extractor, path: string): Promise<PriceListRow[]> => {
  const parts: ContentPart[] = [];
  const outcome = await extractor.extract(path, { onPart: (part) => void parts.push(part) });
  if (outcome.status === 'rejected') throw unreadable(reasons[outcome.reason]);
  const rows = priceListRows(parts);
  if (rows.length === 0) throw unreadable(noTable);
  return rows;
};

const unreadable = (reason: string) => fail('import_unreadable', { reason });

/** Row 12 stands in line 12, so that problems name the row that people see. */
const toTsv = (rows: readonly PriceListRow[]): string => {
  const lines: string[] = [];
  for (const { row, cells } of rows) {
    while (lines.length < Math.min(row - 1, priceListLimits.rows)) lines.push('');
    lines.push(cells.map((cell) => `"${cell.replaceAll(/\s+/g, ' ').replaceAll('"', '""')}"`).join('\t'));
  }
  return lines.join('\n');
};
