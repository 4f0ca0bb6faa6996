import { mongo, Schema, type Collection, type Connection } from 'mongoose';
import { skuKey, type CatalogProduct } from '../../domain/catalog/catalog-product.ts';
import type { ProductStore } from '../../domain/catalog/product-store.ts';
import { pageQuery } from './cursor.ts';
import { isDuplicateKey } from './duplicate-key.ts';
import { tenantScoped } from './tenant-plugin.ts';

interface ProductRow extends Omit<CatalogProduct, 'id' | 'priceMinor'> {
  _id: string;
  skuKey: string;
  /** A 64-bit integer in the database; the driver reads it as whatever holds it. */
  priceMinor: bigint | number | mongo.Long;
}

const nullableText = { type: String, default: null };

const productSchema = new Schema<ProductRow>(
  {
    _id: { type: String, required: true },
    sku: { type: String, required: true },
    skuKey: { type: String, required: true },
    name: { type: String, required: true },
    brand: nullableText,
    modelNumber: nullableText,
    gtin: nullableText,
    category: nullableText,
    description: nullableText,
    unit: { type: String, required: true },
    priceMinor: { type: Schema.Types.BigInt, required: true },
    currency: { type: String, required: true },
    taxCategory: { type: String, required: true },
    taxRate: { type: String, required: true },
    active: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    version: { type: Number, required: true },
  },
  { versionKey: false },
)
  .plugin(tenantScoped)
  .index({ workspaceId: 1, skuKey: 1 }, { unique: true })
  .index({ workspaceId: 1, updatedAt: 1 })
  .index({ workspaceId: 1, active: 1 });

const versionSchema = new Schema<{ _id: string; workspaceId: string; version: number }>(
  { _id: { type: String, required: true }, version: { type: Number, required: true } },
  { versionKey: false },
).plugin(tenantScoped);

const batchSize = 1_000;

const productModel = (connection: Connection) => connection.model('Product', productSchema, 'products');

/** Products in MongoDB; writes go past the casting layer with values that are built here. */
export const createMongoProductStore = (connection: Connection): ProductStore => {
  const products = productModel(connection);
  const versions = connection.model('CatalogVersion', versionSchema, 'catalogVersions');

  return {
    ...productReads(products),
    ...productWrites(connection.collection<ProductRow>('products')),
    catalogVersion: async (workspaceId) =>
      (await versions.findOne({ _id: workspaceId, workspaceId }).lean())?.version ?? 0,
    bumpCatalogVersion: async (workspaceId) => {
      const bump = () =>
        versions.updateOne({ _id: workspaceId, workspaceId }, { $inc: { version: 1 } }, { upsert: true });
      // Two first bumps may both try to insert; the loser finds the document the second time.
      await bump().catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        return bump();
      });
    },
  };
};

const productReads = (
  products: ReturnType<typeof productModel>,
): Pick<ProductStore, 'find' | 'findMany' | 'findBySkus' | 'list' | 'countActive' | 'batches'> => ({
  find: async (workspaceId, id) => {
    const row = await products.findOne({ _id: id, workspaceId }).lean();
    return row && toCatalogProduct(row);
  },
  findMany: async (workspaceId, ids) =>
    (await products.find({ workspaceId, _id: { $in: [...ids] } }).lean()).map(toCatalogProduct),
  findBySkus: async (workspaceId, skus) =>
    (await products.find({ workspaceId, skuKey: { $in: skus.map(skuKey) } }).lean()).map(toCatalogProduct),
  list: async (workspaceId, { cursor, limit, sort, active, brand }) => {
    const page = pageQuery({ sort, field: 'skuKey', direction: sort === 'sku' ? 1 : -1, cursor, limit });
    const filter = {
      workspaceId,
      ...(active !== undefined && { active }),
      ...(brand !== undefined && { brand }),
      ...page.filter,
    };
    const rows = await products.find(filter, null, { sort: page.sort, limit: page.fetchLimit }).lean();
    return page.toPage(rows, (row) => row.skuKey, toCatalogProduct);
  },
  countActive: (workspaceId) => products.countDocuments({ workspaceId, active: true }),
  async *batches(workspaceId, since) {
    const filter = { workspaceId, ...(since && { updatedAt: { $gte: since } }) };
    let batch: CatalogProduct[] = [];
    for await (const row of products.find(filter).lean().cursor({ batchSize })) {
      if (batch.push(toCatalogProduct(row)) < batchSize) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  },
});

const productWrites = (products: Collection<ProductRow>): Pick<ProductStore, 'insert' | 'replace' | 'upsertMany'> => ({
  insert: (product) =>
    unlessSkuTaken(async () => {
      const { id, createdAt, version } = product;
      await products.insertOne({ _id: id, ...toFields(product), createdAt, version });
      return 'inserted' as const;
    }),
  replace: (product, expectedVersion) =>
    unlessSkuTaken(async () => {
      const { id, workspaceId } = product;
      const change = { $set: { ...toFields(product), version: product.version } };
      const result = await products.updateOne({ _id: id, workspaceId, version: expectedVersion }, change);
      return result.matchedCount === 1 ? ('replaced' as const) : ('conflict' as const);
    }),
  upsertMany: async (workspaceId, changed) => {
    if (changed.length === 0) return;
    const writes = changed.map((product) => ({
      updateOne: {
        filter: { workspaceId, skuKey: skuKey(product.sku) },
        update: {
          $set: toFields({ ...product, workspaceId }),
          $setOnInsert: { _id: product.id, createdAt: product.createdAt },
          $inc: { version: 1 },
        },
        upsert: true,
      },
    }));
    await products.bulkWrite(writes, { ordered: false });
  },
});

/** The fields that every write sets; ids, creation dates and versions differ by the kind of write. */
const toFields = (product: Omit<CatalogProduct, 'id'>) => ({
  workspaceId: product.workspaceId,
  sku: product.sku,
  skuKey: skuKey(product.sku),
  name: product.name,
  brand: product.brand,
  modelNumber: product.modelNumber,
  gtin: product.gtin,
  category: product.category,
  description: product.description,
  unit: product.unit,
  priceMinor: mongo.Long.fromBigInt(product.priceMinor),
  currency: product.currency,
  taxCategory: product.taxCategory,
  taxRate: product.taxRate,
  active: product.active,
  updatedAt: product.updatedAt,
});

const toCatalogProduct = ({ _id, priceMinor, ...row }: ProductRow): CatalogProduct => {
  const { skuKey: _, ...fields } = row;
  return { id: _id, ...fields, priceMinor: BigInt(priceMinor.toString()) };
};

const unlessSkuTaken = async <T>(write: () => Promise<T>): Promise<T | 'sku_taken'> => {
  try {
    return await write();
  } catch (error) {
    if (isDuplicateKey(error)) return 'sku_taken';
    throw error;
  }
};
