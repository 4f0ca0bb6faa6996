import type { ImportField } from '../../contracts/catalog.ts';
import { skuKey, type CatalogProduct } from './catalog-product.ts';
import { cellOf, readProductRow, type RowReading } from './read-product-row.ts';

/** One record of a price list; `row` is the line of the file it starts on, counted from 1. */
export interface PriceListRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface ImportRowProblem {
  readonly row: number;
  readonly field: ImportField | null;
  readonly message: string;
}

/** What one batch of rows would do. */
export interface BatchPlan {
  readonly writes: readonly CatalogProduct[];
  readonly create: number;
  readonly update: number;
  readonly unchanged: number;
  /** Rows that cannot be used; each has one problem or more. */
  readonly invalid: number;
  readonly problems: readonly ImportRowProblem[];
}

/** SKUs that the file named so far, with the row that named them first. */
export type SeenSkus = Map<string, number>;

const emptyPlan = { create: 0, update: 0, unchanged: 0, invalid: 0 };

/** Compares rows with the stored products of the same SKUs. The first row of a SKU counts, later ones are errors. */
export const planBatch = (
  rows: readonly PriceListRow[],
  reading: RowReading,
  existing: ReadonlyMap<string, CatalogProduct>,
  seen: SeenSkus,
): BatchPlan => {
  const counts = { ...emptyPlan };
  const writes: CatalogProduct[] = [];
  const problems: ImportRowProblem[] = [];
  for (const { row, cells } of rows) {
    const key = skuKey(cellOf(cells, reading.mapping, 'sku') ?? '');
    const earlier = key === '' ? undefined : seen.get(key);
    if (key !== '' && earlier === undefined) seen.set(key, row);
    const known = existing.get(key);
    const result =
      earlier === undefined
        ? readProductRow(cells, reading, known)
        : { problems: [{ field: 'sku' as const, message: `Row ${earlier} has the same SKU already.` }] };
    if ('problems' in result) {
      counts.invalid += 1;
      problems.push(...result.problems.map((problem) => ({ row, ...problem })));
    } else if (!known) {
      counts.create += 1;
      writes.push(result.product);
    } else if (isSame(known, result.product)) counts.unchanged += 1;
    else {
      counts.update += 1;
      writes.push(result.product);
    }
  }
  return { ...counts, writes, problems };
};

const compared = [
  'sku',
  'name',
  'brand',
  'modelNumber',
  'gtin',
  'category',
  'description',
  'unit',
  'priceMinor',
  'currency',
  'taxCategory',
  'taxRate',
  'active',
] as const satisfies readonly (keyof CatalogProduct)[];

const isSame = (a: CatalogProduct, b: CatalogProduct): boolean => compared.every((field) => a[field] === b[field]);
