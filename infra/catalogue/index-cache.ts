import { setImmediate } from 'node:timers/promises';
import type { CatalogueHit, IndexedProduct, LineMatch, RequestedLine } from '../../contracts/matching.ts';
import { toIndexedProduct, type CatalogProduct } from '../../domain/catalog/catalog-product.ts';
import type { ProductSearch } from '../../domain/catalog/catalog-service.ts';
import type { CatalogueMatchers } from '../../domain/catalog/catalogue-matchers.ts';
import type { ProductStore } from '../../domain/catalog/product-store.ts';
import { createLexicalMatcher } from '../../domain/matching/lexical-matcher.ts';

/** What the cache needs of an index; an updated product takes the place of its older self. */
export interface ProductIndex {
  readonly size: number;
  update(product: IndexedProduct): void;
  match(line: RequestedLine): LineMatch;
  search(text: string, limit: number): readonly CatalogueHit[];
}

export interface IndexCacheOptions {
  products: Pick<ProductStore, 'batches' | 'catalogVersion'>;
  createIndex: () => ProductIndex;
  /** Indexes of the workspaces used last are kept up to this many products together. */
  maxProducts?: number;
  now?: () => number;
}

interface Entry {
  index: ProductIndex;
  /** Catalogue version that was read before the products were. */
  version: number;
  /** When the newest load began; the next one reads what changed since then, and a little before. */
  loadedAtMs: number;
  /** Versions of products changed lately, so that the overlap of two loads costs nothing. */
  recent: Map<string, { version: number; updatedAtMs: number }>;
  /** Updates since the index was built: each leaves a dead slot behind. */
  updates: number;
}

/** Writers stamp a product before it is stored, and clocks differ: loads overlap by this much. */
const overlapMs = 60_000;
/** Even without a new version the changes are read again this often: a writer may have died before it raised it. */
const trustMs = 60_000;
/** Products indexed before other work of the process gets a turn. */
const productsPerTurn = 200;

/**
 * Search indexes per workspace, built once per process from a stream of products, kept fresh by reading what changed
 * when the catalogue version rose, and dropped when other workspaces need the room. Concurrent callers share one load.
 */
export const createIndexCache = (options: IndexCacheOptions): CatalogueMatchers & ProductSearch => {
  const { products, createIndex, maxProducts = 400_000, now = Date.now } = options;
  const entries = new Map<string, Entry>();
  const loads = new Map<string, Promise<Entry>>();

  const build = async (workspaceId: string): Promise<Entry> => {
    const entry = { index: createIndex(), version: -1, loadedAtMs: 0, recent: new Map(), updates: 0 };
    await load(workspaceId, entry);
    return { ...entry, updates: 0 };
  };

  const load = async (workspaceId: string, entry: Entry): Promise<void> => {
    const version = await products.catalogVersion(workspaceId);
    const startedAtMs = now();
    const isFirst = entry.loadedAtMs === 0;
    const changed = products.batches(workspaceId, isFirst ? undefined : new Date(entry.loadedAtMs - overlapMs));
    for await (const batch of changed) await indexBatch(entry, batch, startedAtMs);
    for (const [id, { updatedAtMs }] of entry.recent)
      if (updatedAtMs < startedAtMs - 2 * overlapMs) entry.recent.delete(id);
    entry.version = version;
    entry.loadedAtMs = startedAtMs;
  };

  const refresh = async (workspaceId: string): Promise<Entry> => {
    let entry = entries.get(workspaceId);
    if (entry) await load(workspaceId, entry);
    if (!entry || entry.updates > entry.index.size + 1_000) entry = await build(workspaceId);
    entries.delete(workspaceId);
    entries.set(workspaceId, entry);
    makeRoom(entries, maxProducts);
    return entry;
  };

  const current = async (workspaceId: string): Promise<ProductIndex> => {
    const known = entries.get(workspaceId);
    const version = await products.catalogVersion(workspaceId);
    if (known && known.version >= version && now() - known.loadedAtMs < trustMs) {
      entries.delete(workspaceId);
      entries.set(workspaceId, known);
      return known.index;
    }
    return (await sharedLoad(workspaceId, version)).index;
  };

  /** Joins a load under way; one that began before this version is followed by another. */
  const sharedLoad = async (workspaceId: string, version: number): Promise<Entry> => {
    const running = loads.get(workspaceId);
    if (running) {
      const entry = await running;
      return entry.version >= version ? entry : sharedLoad(workspaceId, version);
    }
    const load = refresh(workspaceId).finally(() => loads.delete(workspaceId));
    loads.set(workspaceId, load);
    return load;
  };

  return {
    matcherFor: async (workspaceId) => createLexicalMatcher(await current(workspaceId), () => setImmediate()),
    search: async (workspaceId, text, limit) => (await current(workspaceId)).search(text, limit),
  };
};

const indexBatch = async (entry: Entry, batch: readonly CatalogProduct[], startedAtMs: number): Promise<void> => {
  for (const [at, product] of batch.entries()) {
    if (at % productsPerTurn === productsPerTurn - 1) await setImmediate();
    if (entry.recent.get(product.id)?.version === product.version) continue;
    entry.index.update(toIndexedProduct(product));
    entry.updates += 1;
    const updatedAtMs = product.updatedAt.getTime();
    if (updatedAtMs >= startedAtMs - 2 * overlapMs)
      entry.recent.set(product.id, { version: product.version, updatedAtMs });
  }
};

/** Drops the indexes that were used longest ago; the newest one stays even when it is over the limit alone. */
const makeRoom = (entries: Map<string, Entry>, maxProducts: number): void => {
  let total = [...entries.values()].reduce((sum, { index }) => sum + index.size, 0);
  for (const [workspaceId, { index }] of entries) {
    if (total <= maxProducts || entries.size === 1) return;
    entries.delete(workspaceId);
    total -= index.size;
  }
};
