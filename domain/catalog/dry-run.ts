import type { CatalogImport } from '../../contracts/catalog.ts';
import { skuKey } from './catalog-product.ts';
import type { PriceList } from './import-store.ts';
import { planBatch, type BatchPlan, type PriceListRow, type SeenSkus } from './plan-import.ts';
import type { ProductStore } from './product-store.ts';
import { guessDecimalMark } from './read-list-number.ts';
import { cellOf, type RowReading } from './read-product-row.ts';

export const importBatchRows = 1_000;
const maxShownErrors = 200;

type Settings = Pick<CatalogImport, 'mapping' | 'defaults'> & { workspaceId: string };

/** The plans of a whole price list, batch after batch, compared with the products as they are at that moment. */
export async function* planPriceList(
  list: PriceList,
  settings: Settings,
  products: Pick<ProductStore, 'findBySkus'>,
): AsyncGenerator<BatchPlan> {
  const { workspaceId, mapping, defaults } = settings;
  const prices = list.sample.map((cells) => cellOf(cells, mapping, 'price') ?? '');
  const decimalMark = guessDecimalMark(prices, list.usualMark);
  const seen: SeenSkus = new Map();
  for await (const rows of list.batches(importBatchRows)) {
    const reading: RowReading = { workspaceId, mapping, defaults, decimalMark, now: new Date() };
    const existing = await findExisting(workspaceId, rows, reading, products);
    yield planBatch(rows, reading, existing, seen);
  }
}

const findExisting = async (
  workspaceId: string,
  rows: readonly PriceListRow[],
  { mapping }: RowReading,
  products: Pick<ProductStore, 'findBySkus'>,
) => {
  const skus = rows.map(({ cells }) => cellOf(cells, mapping, 'sku') ?? '').filter((sku) => sku !== '');
  const found = await products.findBySkus(workspaceId, skus);
  return new Map(found.map((product) => [skuKey(product.sku), product]));
};

/** What applying would do: counts and the first problems. Nothing is written. */
export const dryRun = async (
  list: PriceList,
  settings: Settings,
  products: Pick<ProductStore, 'findBySkus'>,
): Promise<Pick<CatalogImport, 'counts' | 'errors'>> => {
  const counts = { rows: 0, create: 0, update: 0, unchanged: 0, invalid: 0, applied: 0 };
  const errors: CatalogImport['errors'] = [];
  for (const field of ['sku', 'price'] as const)
    if (settings.mapping[field] === undefined)
      errors.push({
        row: list.header.row,
        field,
        message: `No column is chosen for the ${field === 'sku' ? 'SKU' : 'price'}.`,
      });
  const isUnmapped = errors.length > 0;
  for await (const plan of planPriceList(list, settings, products)) {
    counts.rows += plan.create + plan.update + plan.unchanged + plan.invalid;
    for (const key of ['create', 'update', 'unchanged', 'invalid'] as const) counts[key] += plan[key];
    if (!isUnmapped) errors.push(...plan.problems.slice(0, maxShownErrors - errors.length));
  }
  return { counts, errors };
};
