import type { Page } from '../../contracts/kernel/page.ts';
import type { CatalogProduct } from './catalog-product.ts';

export interface ProductListQuery {
  cursor?: string | undefined;
  limit: number;
  sort: 'sku' | '-sku';
  active?: boolean | undefined;
  brand?: string | undefined;
}

/** Products by workspace. SKUs are unique per workspace whatever their case. */
export interface ProductStore {
  insert(product: CatalogProduct): Promise<'inserted' | 'sku_taken'>;
  /** Stores the product when the stored version is still `expectedVersion`. */
  replace(product: CatalogProduct, expectedVersion: number): Promise<'replaced' | 'conflict' | 'sku_taken'>;
  /** Creates or overwrites by SKU, in one bulk write; ids and creation dates of existing products stay. */
  upsertMany(workspaceId: string, products: readonly CatalogProduct[]): Promise<void>;
  find(workspaceId: string, id: string): Promise<CatalogProduct | null>;
  /** Those that exist, in no order. */
  findMany(workspaceId: string, ids: readonly string[]): Promise<CatalogProduct[]>;
  findBySkus(workspaceId: string, skus: readonly string[]): Promise<CatalogProduct[]>;
  list(workspaceId: string, query: ProductListQuery): Promise<Page<CatalogProduct>>;
  countActive(workspaceId: string): Promise<number>;
  /** All products, or those changed since, in batches straight from the database cursor. */
  batches(workspaceId: string, since?: Date): AsyncIterable<CatalogProduct[]>;
  /** Rises after every change of the workspace's products: caches compare it (0 before the first change). */
  catalogVersion(workspaceId: string): Promise<number>;
  bumpCatalogVersion(workspaceId: string): Promise<void>;
}
