import { expect, test } from 'vitest';
import type { IndexedProduct } from '../../contracts/matching.ts';
import type { CatalogProduct } from '../../domain/catalog/catalog-product.ts';
import { createIndexCache, type ProductIndex } from './index-cache.ts';

/** A catalogue whose loads are counted, and an index that finds a SKU by its text. */
const setUp = (maxProducts?: number) => {
  const stored = new Map<string, CatalogProduct[]>();
  const versions = new Map<string, number>();
  const loads: ('all' | 'changes')[] = [];
  let nowMs = 1_000_000;
  const write = (workspaceId: string, sku: string, fields: Partial<CatalogProduct> = {}) => {
    const list = stored.get(workspaceId) ?? [];
    const old = list.find((each) => each.sku === sku);
    const product: CatalogProduct = {
      id: `${workspaceId}/${sku}`,
      workspaceId,
      sku,
      name: sku,
      brand: null,
      modelNumber: null,
      gtin: null,
      category: null,
      description: null,
      unit: 'pcs',
      priceMinor: 1n,
      currency: 'EUR',
      taxCategory: 'S',
      taxRate: '19',
      active: true,
      createdAt: new Date(nowMs),
      updatedAt: new Date(nowMs),
      version: (old?.version ?? 0) + 1,
      ...fields,
    };
    stored.set(workspaceId, [...list.filter((each) => each !== old), product]);
  };
  const updates: string[] = [];
  const createIndex = (): ProductIndex => {
    const byId = new Map<string, IndexedProduct>();
    return {
      get size() {
        return byId.size;
      },
      update: (product) => {
        updates.push(product.sku);
        if (product.active) byId.set(product.productId, product);
        else byId.delete(product.productId);
      },
      match: () => {
        throw new Error('not used here');
      },
      search: (text) =>
        [...byId.values()]
          .filter(({ sku }) => sku === text)
          .map(({ productId, sku, name }) => ({ productId, sku, name, score: 1 })),
    };
  };
  const cache = createIndexCache({
    products: {
      catalogVersion: async (workspaceId) => versions.get(workspaceId) ?? 0,
      async *batches(workspaceId, since) {
        loads.push(since ? 'changes' : 'all');
        yield (stored.get(workspaceId) ?? []).filter(({ updatedAt }) => !since || updatedAt >= since);
      },
    },
    createIndex,
    now: () => nowMs,
    ...(maxProducts !== undefined && { maxProducts }),
  });
  return {
    cache,
    loads,
    updates,
    write,
    bump: (workspaceId: string) => versions.set(workspaceId, (versions.get(workspaceId) ?? 0) + 1),
    passMs: (ms: number) => (nowMs += ms),
    finds: async (workspaceId: string, sku: string) => (await cache.search(workspaceId, sku, 5)).length === 1,
  };
};

test('callers at the same moment share one build, and later ones use it', async () => {
  const { finds, write, loads } = setUp();
  write('w', 'A');
  expect(await Promise.all([finds('w', 'A'), finds('w', 'A'), finds('w', 'A')])).toEqual([true, true, true]);
  expect(await finds('w', 'A')).toBe(true);
  expect(loads).toEqual(['all']);
});

test('a change is seen as soon as the catalogue version rises, reading the changes alone and each once', async () => {
  const { finds, write, bump, loads, updates, passMs } = setUp();
  write('w', 'A');
  expect(await finds('w', 'B')).toBe(false);
  passMs(300_000);
  await finds('w', 'A');
  write('w', 'B');
  bump('w');
  expect(await finds('w', 'B')).toBe(true);
  write('w', 'C');
  bump('w');
  expect(await finds('w', 'C')).toBe(true);
  expect(loads).toEqual(['all', 'changes', 'changes', 'changes']);
  expect(updates).toEqual(['A', 'B', 'C']);
});

test('a change whose writer died before it raised the version is seen a minute later', async () => {
  const { finds, write, passMs } = setUp();
  expect(await finds('w', 'A')).toBe(false);
  write('w', 'A');
  expect(await finds('w', 'A')).toBe(false);
  passMs(60_001);
  expect(await finds('w', 'A')).toBe(true);
});

test('a product that is switched off is no longer found', async () => {
  const { finds, write, bump } = setUp();
  write('w', 'A');
  expect(await finds('w', 'A')).toBe(true);
  write('w', 'A', { active: false });
  bump('w');
  expect(await finds('w', 'A')).toBe(false);
});

test('the workspace used longest ago makes room, and is built again when it comes back', async () => {
  const { finds, write, loads } = setUp(2);
  for (const workspace of ['w1', 'w2', 'w3']) write(workspace, 'A');
  for (const workspace of ['w1', 'w2', 'w1', 'w3', 'w1', 'w2']) expect(await finds(workspace, 'A')).toBe(true);
  expect(loads).toEqual(['all', 'all', 'all', 'all']);
});
