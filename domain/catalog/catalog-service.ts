import type { Product, ProductFields } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { EventLog } from '../events/event-log.ts';
import { newId } from '../new-id.ts';
import { toProduct, type CatalogProduct } from './catalog-product.ts';
import { requireValidProduct } from './product-rules.ts';
import type { ProductListQuery, ProductStore } from './product-store.ts';

/** Finds products by words, parts of words, SKU, model number or GTIN; best first. */
export interface ProductSearch {
  search(workspaceId: string, text: string, limit: number): Promise<readonly { productId: string; score: number }[]>;
}

export type NewProduct = Pick<ProductFields, 'sku' | 'name' | 'unit' | 'price' | 'currency'> & Loose<ProductFields>;
export type ProductChange = Loose<ProductFields> & { active?: boolean | undefined; version: number };
type Loose<T> = { [K in keyof T]?: T[K] | undefined };

export interface CatalogService {
  list(workspaceId: string, query: ProductListQuery & { search?: string | undefined }): Promise<Page<Product>>;
  search(workspaceId: string, text: string, limit: number): Promise<{ product: Product; score: number }[]>;
  /** Throws `product_not_found`. */
  get(workspaceId: string, id: string): Promise<Product>;
  /** Throws `sku_taken`, `validation_error`. */
  create(workspaceId: string, fields: NewProduct): Promise<Product>;
  /** Throws `product_not_found`, `version_conflict`, `sku_taken`, `validation_error`. Soft delete is `active: false`. */
  update(workspaceId: string, id: string, change: ProductChange): Promise<Product>;
  /** Tells caches and watchers that products changed; imports call it after each batch. */
  announceChange(workspaceId: string): Promise<void>;
}

/** Germany's standard rate; a product or an import says so when it differs. */
export const defaultTaxRate = '19';

/** Hits that are looked through when only some of them are wanted. */
const filteredHits = 200;

/** Products of a workspace's catalogue (spec rows A2, B6). */
export const catalogService = (deps: {
  products: ProductStore;
  finder: ProductSearch;
  events: EventLog;
}): CatalogService => {
  const { products, finder, events } = deps;

  const hits = productHits(products, finder);

  const announceChange = async (workspaceId: string) => {
    await products.bumpCatalogVersion(workspaceId);
    const productCount = await products.countActive(workspaceId);
    await events.append({ workspaceId, subject: 'workspace', type: 'catalog_changed', data: { productCount } });
  };

  const require = async (workspaceId: string, id: string) => {
    const stored = await products.find(workspaceId, id);
    if (!stored) throw fail('product_not_found', { productId: id });
    return stored;
  };

  return {
    announceChange,
    list: async (workspaceId, { search, ...query }) => {
      if (search === undefined) {
        const page = await products.list(workspaceId, query);
        return { ...page, items: page.items.map(toProduct) };
      }
      const { limit, active, brand } = query;
      const found = await hits(workspaceId, search, brand === undefined ? limit : filteredHits);
      const wanted = found.filter(
        ({ product }) =>
          (active === undefined || product.active === active) && (brand === undefined || product.brand === brand),
      );
      return { items: wanted.slice(0, limit).map(({ product }) => toProduct(product)), nextCursor: null };
    },
    search: async (workspaceId, text, limit) =>
      (await hits(workspaceId, text, limit)).map(({ product, score }) => ({ product: toProduct(product), score })),
    get: async (workspaceId, id) => toProduct(await require(workspaceId, id)),
    create: async (workspaceId, fields) => {
      const product = newProduct(workspaceId, fields);
      if ((await products.insert(product)) === 'sku_taken') throw fail('sku_taken', { sku: product.sku });
      await announceChange(workspaceId);
      return toProduct(product);
    },
    update: async (workspaceId, id, { version, ...change }) => {
      const stored = await require(workspaceId, id);
      if (stored.version !== version) throw fail('version_conflict', { version: stored.version });
      const changed = changeProduct(stored, change);
      const outcome = await products.replace(changed, version);
      if (outcome === 'sku_taken') throw fail('sku_taken', { sku: changed.sku });
      if (outcome === 'conflict') throw fail('version_conflict');
      await announceChange(workspaceId);
      return toProduct(changed);
    },
  };
};

/** Searches and loads what was found; a product that went meanwhile is left out. */
const productHits =
  (products: Pick<ProductStore, 'findMany'>, finder: ProductSearch) =>
  async (workspaceId: string, text: string, limit: number): Promise<{ product: CatalogProduct; score: number }[]> => {
    const found = await finder.search(workspaceId, text, limit);
    const stored = await products.findMany(
      workspaceId,
      found.map(({ productId }) => productId),
    );
    const byId = new Map(stored.map((product) => [product.id, product]));
    return found.flatMap(({ productId, score }) => {
      const product = byId.get(productId);
      return product ? [{ product, score }] : [];
    });
  };

const newProduct = (workspaceId: string, { price, ...given }: NewProduct): CatalogProduct => {
  const now = new Date();
  const fields = {
    sku: given.sku,
    name: given.name,
    brand: given.brand ?? null,
    modelNumber: given.modelNumber ?? null,
    gtin: given.gtin ?? null,
    category: given.category ?? null,
    description: given.description ?? null,
    unit: given.unit,
    currency: given.currency,
    taxCategory: given.taxCategory ?? 'S',
    taxRate: given.taxRate ?? ((given.taxCategory ?? 'S') === 'S' ? defaultTaxRate : '0'),
  };
  const checked = requireValidProduct({ ...fields, price });
  return {
    ...fields,
    ...checked,
    id: newId('prd'),
    workspaceId,
    active: true,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
};

const changeProduct = (
  stored: CatalogProduct,
  { price, ...change }: Omit<ProductChange, 'version'>,
): CatalogProduct => {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const fields: CatalogProduct = { ...stored, ...given, updatedAt: new Date(), version: stored.version + 1 };
  return { ...fields, ...requireValidProduct({ ...fields, price: price ?? toProduct(stored).price }) };
};
