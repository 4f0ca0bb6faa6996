import type { CatalogImport } from '../../contracts/catalog.ts';
import type { PriceListRow } from './plan-import.ts';

/** An import as it is stored. */
export interface StoredImport extends Omit<CatalogImport, 'createdAt'> {
  readonly workspaceId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** Until when the process that applies it may be trusted to be alive; null while nobody applies it. */
  readonly leaseUntil: Date | null;
}

export interface ImportStore {
  insert(stored: StoredImport): Promise<void>;
  find(workspaceId: string, id: string): Promise<StoredImport | null>;
  /** Changes the import while it is in `state`; null when it is not (any more). */
  change(
    workspaceId: string,
    id: string,
    state: StoredImport['state'],
    change: Partial<Omit<StoredImport, 'id' | 'workspaceId' | 'createdAt'>>,
  ): Promise<StoredImport | null>;
  /** Takes over one import of any workspace whose lease has run out; null when there is none. */
  claimAbandoned(now: Date, leaseUntil: Date): Promise<StoredImport | null>;
}

/** A price list, opened: header, a sample, and the rows as a stream. */
export interface PriceList {
  readonly header: PriceListRow;
  /** The first few hundred rows below the header. */
  readonly sample: readonly (readonly string[])[];
  /** What decides "1.234" when the column does not: files with semicolons come from countries with a decimal comma. */
  readonly usualMark: '.' | ',';
  batches(batchSize: number): AsyncIterable<PriceListRow[]>;
}

/** Where the files of imports are kept, until the import is applied or thrown away. */
export interface PriceListFiles {
  /** Takes the uploaded file over. */
  keep(importId: string, uploadedPath: string): Promise<void>;
  /** Throws `import_unreadable` or `file_empty`. */
  open(importId: string): Promise<PriceList>;
  remove(importId: string): Promise<void>;
}
