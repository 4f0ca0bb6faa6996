import type { Product } from '../../contracts/catalog.ts';
import type { IndexedProduct } from '../../contracts/matching.ts';
import { formatAmount } from '../money/amount.ts';

/** A product as it is stored: the price in whole minor units of its currency, dates as dates. */
export interface CatalogProduct extends Omit<Product, 'price' | 'createdAt' | 'updatedAt'> {
  readonly workspaceId: string;
  readonly priceMinor: bigint;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** SKUs that differ in case only are one SKU. */
export const skuKey = (sku: string): string => sku.normalize('NFC').toLowerCase();

/** The product as every surface shows it. */
export const toProduct = (stored: CatalogProduct): Product => {
  const { workspaceId: _, priceMinor, createdAt, updatedAt, ...fields } = stored;
  return {
    ...fields,
    price: formatAmount({ minor: priceMinor, currency: stored.currency }),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
};

/** The product as the matcher reads it. */
export const toIndexedProduct = (stored: CatalogProduct): IndexedProduct => ({
  productId: stored.id,
  sku: stored.sku,
  name: stored.name,
  brand: stored.brand ?? '',
  modelNumber: stored.modelNumber ?? '',
  gtin: stored.gtin ?? '',
  description: stored.description ?? '',
  unit: stored.unit,
  active: stored.active,
});
