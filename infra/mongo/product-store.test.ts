import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CatalogProduct } from '../../domain/catalog/catalog-product.ts';
import type { ProductStore } from '../../domain/catalog/product-store.ts';
import { newId } from '../../domain/new-id.ts';
import { startTestDatabase, type TestDatabase } from '../../test/harness/test-database.ts';
import { createMongoProductStore } from './product-store.ts';

let database: TestDatabase;
let store: ProductStore;

beforeAll(async () => {
  database = await startTestDatabase();
  store = createMongoProductStore(database.connection);
  await database.ensureIndexes();
});
afterAll(() => database?.[Symbol.asyncDispose]());

const product = (workspaceId: string, fields: Partial<CatalogProduct> = {}): CatalogProduct => ({
  id: newId('prd'),
  workspaceId,
  sku: 'A-1',
  name: 'Thing',
  brand: null,
  modelNumber: null,
  gtin: null,
  category: null,
  description: null,
  unit: 'pcs',
  priceMinor: 1250n,
  currency: 'EUR',
  taxCategory: 'S',
  taxRate: '19',
  active: true,
  createdAt: new Date(),
  updatedAt: new Date(),
  version: 1,
  ...fields,
});

test('a stored product comes back exactly, also with a price beyond 32 bits', async () => {
  const workspaceId = newId('wsp');
  const stored = product(workspaceId, { priceMinor: 999_999_999_999_999n, gtin: '4006381333931' });
  expect(await store.insert(stored)).toBe('inserted');
  expect(await store.find(workspaceId, stored.id)).toEqual(stored);
  expect(await store.find(newId('wsp'), stored.id)).toBeNull();
});

test('a SKU is taken whatever its case, in its own workspace only', async () => {
  const [here, there] = [newId('wsp'), newId('wsp')];
  await store.insert(product(here));
  expect(await store.insert(product(here, { sku: 'a-1' }))).toBe('sku_taken');
  expect(await store.insert(product(there, { sku: 'a-1' }))).toBe('inserted');
});

test('of two changes to one version only the first is stored', async () => {
  const workspaceId = newId('wsp');
  const first = product(workspaceId);
  await store.insert(first);
  expect(await store.replace({ ...first, name: 'Renamed', version: 2 }, 1)).toBe('replaced');
  expect(await store.replace({ ...first, name: 'Lost', version: 2 }, 1)).toBe('conflict');
  expect((await store.find(workspaceId, first.id))?.name).toBe('Renamed');
});

test('pages follow each other without gap or repeat while products are added before and behind', async () => {
  const workspaceId = newId('wsp');
  const skus = Array.from({ length: 25 }, (_, i) => `S-${String(i).padStart(2, '0')}`);
  await store.upsertMany(
    workspaceId,
    skus.map((sku) => product(workspaceId, { sku })),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(workspaceId, { cursor, limit: 7, sort: 'sku' });
    seen.push(...page.items.map(({ sku }) => sku));
    if (cursor === undefined) await store.insert(product(workspaceId, { sku: 'A-0' }));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(skus);
});

test('a bulk write keeps ids, raises versions and creates what is new', async () => {
  const workspaceId = newId('wsp');
  const old = product(workspaceId, { sku: 'Old' });
  await store.insert(old);
  await store.upsertMany(workspaceId, [
    product(workspaceId, { sku: 'OLD', priceMinor: 1n }),
    product(workspaceId, { sku: 'New' }),
  ]);
  const [changed, created] = (await store.findBySkus(workspaceId, ['old', 'NEW'])).toSorted((a, b) =>
    b.sku.localeCompare(a.sku),
  );
  expect(changed).toMatchObject({ id: old.id, sku: 'OLD', priceMinor: 1n, version: 2, createdAt: old.createdAt });
  expect(created).toMatchObject({ sku: 'New', version: 1 });
});

test('the catalogue version counts every bump, also the first ones at once', async () => {
  const workspaceId = newId('wsp');
  expect(await store.catalogVersion(workspaceId)).toBe(0);
  await Promise.all(Array.from({ length: 8 }, () => store.bumpCatalogVersion(workspaceId)));
  expect(await store.catalogVersion(workspaceId)).toBe(8);
});

test('five thousand products are stored in bulk and stream back in batches', async () => {
  const workspaceId = newId('wsp');
  const many = Array.from({ length: 5_000 }, (_, i) =>
    product(workspaceId, { sku: `N-${i}`, name: `Product number ${i}` }),
  );
  for (let i = 0; i < many.length; i += 1_000) await store.upsertMany(workspaceId, many.slice(i, i + 1_000));
  let count = 0;
  for await (const batch of store.batches(workspaceId)) count += batch.length;
  expect(count).toBe(5_000);
  expect(await store.countActive(workspaceId)).toBe(5_000);
});
