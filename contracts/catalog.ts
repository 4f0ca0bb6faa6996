import { z } from 'zod';
import { endpoint } from './kernel/endpoint.ts';
import { PageQuery, pageOf } from './kernel/page.ts';
import { CurrencyCode, Decimal, id, Instant, text } from './kernel/scalars.ts';

export const ProductId = id('prd');
export const ImportId = id('imp');

/** GTIN-8, -12, -13 or -14; the check digit is verified on write. */
export const Gtin = z.string().regex(/^(\d{8}|\d{12,14})$/, 'must have 8, 12, 13 or 14 digits');

const productFields = {
  sku: text(100),
  name: text(1000),
  brand: text(200).nullable(),
  modelNumber: text(200).nullable(),
  gtin: Gtin.nullable(),
  category: text(200).nullable(),
  description: text(5000).nullable(),
  unit: text(40),
  /** Net list price in major units; stored as integer minor units. */
  price: Decimal,
  currency: CurrencyCode,
  taxCategory: z.enum(['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M']),
  /** Per cent, such as "19". */
  taxRate: Decimal,
};

export const ProductFields = z.strictObject(productFields);
export type ProductFields = z.infer<typeof ProductFields>;

export const Product = z.strictObject({
  id: ProductId,
  ...productFields,
  active: z.boolean(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.number().int(),
});
export type Product = z.infer<typeof Product>;

export const ProductHit = z.strictObject({ product: Product, score: z.number() });

/** The product fields that a column of a price list can feed. */
export const ImportField = z.enum([
  'sku',
  'name',
  'brand',
  'modelNumber',
  'gtin',
  'category',
  'description',
  'unit',
  'price',
  'currency',
  'taxRate',
]);
export type ImportField = z.infer<typeof ImportField>;

/** Column index per product field; a field that is left out takes its default. */
export const ColumnMapping = z.partialRecord(ImportField, z.number().int().min(0).max(500));
export type ColumnMapping = z.infer<typeof ColumnMapping>;

export const ImportRowError = z.strictObject({
  /** Line of the file, counted from 1 with the header row. */
  row: z.number().int(),
  field: ImportField.nullable(),
  message: z.string(),
});

export const CatalogImport = z.strictObject({
  id: ImportId,
  fileName: z.string(),
  state: z.enum(['draft', 'applying', 'applied', 'failed', 'cancelled']),
  columns: z.array(z.strictObject({ name: z.string(), samples: z.array(z.string()) })),
  mapping: ColumnMapping,
  defaults: z.strictObject({ currency: CurrencyCode, taxRate: Decimal, unit: z.string() }),
  /** What applying would do (dry run), or did. */
  counts: z.strictObject({
    rows: z.number().int(),
    create: z.number().int(),
    update: z.number().int(),
    unchanged: z.number().int(),
    invalid: z.number().int(),
    applied: z.number().int(),
  }),
  /** The first 200 of them. */
  errors: z.array(ImportRowError),
  createdAt: Instant,
});
export type CatalogImport = z.infer<typeof CatalogImport>;

const ProductParams = z.strictObject({ id: ProductId });
const ImportParams = z.strictObject({ id: ImportId });

export const catalogEndpoints = {
  list: endpoint({
    method: 'get',
    path: '/api/v1/catalog/products',
    summary: 'List products by SKU',
    access: 'catalog:read',
    query: PageQuery.extend({
      active: z.enum(['true', 'false']).optional(),
      brand: text(200).optional(),
      /** Words or identifiers; the answer is then ordered by relevance on one page. */
      search: text(200).optional(),
      sort: z.enum(['sku', '-sku']).default('sku'),
    }),
    reply: pageOf(Product),
  }),
  search: endpoint({
    method: 'get',
    path: '/api/v1/search',
    summary: 'Search products by words, part of a word, SKU, model number or GTIN',
    access: 'catalog:read',
    query: z.strictObject({ q: text(200), limit: z.coerce.number().int().min(1).max(50).default(10) }),
    reply: z.strictObject({ items: z.array(ProductHit) }),
  }),
  get: endpoint({
    method: 'get',
    path: '/api/v1/catalog/products/:id',
    summary: 'A product',
    access: 'catalog:read',
    params: ProductParams,
    reply: Product,
  }),
  create: endpoint({
    method: 'post',
    path: '/api/v1/catalog/products',
    summary: 'Create a product',
    access: 'catalog:write',
    status: 201,
    body: ProductFields.partial({
      brand: true,
      modelNumber: true,
      gtin: true,
      category: true,
      description: true,
      taxCategory: true,
      taxRate: true,
    }),
    reply: Product,
  }),
  update: endpoint({
    method: 'patch',
    path: '/api/v1/catalog/products/:id',
    summary: 'Change a product',
    access: 'catalog:write',
    params: ProductParams,
    body: ProductFields.partial().extend({ active: z.boolean().optional(), version: z.number().int() }),
    reply: Product,
  }),
  startImport: endpoint({
    method: 'post',
    path: '/api/v1/catalog/imports',
    summary:
      'Upload a price list (CSV, Excel or PDF in multipart field "file") and get the guessed columns with a dry run',
    access: 'catalog:write',
    limit: 'upload',
    kind: 'upload',
    status: 201,
    reply: CatalogImport,
  }),
  getImport: endpoint({
    method: 'get',
    path: '/api/v1/catalog/imports/:id',
    summary: 'An import with its dry run or its progress',
    access: 'catalog:read',
    params: ImportParams,
    reply: CatalogImport,
  }),
  remapImport: endpoint({
    method: 'patch',
    path: '/api/v1/catalog/imports/:id',
    summary: 'Change the column mapping or defaults; answers with a new dry run',
    access: 'catalog:write',
    params: ImportParams,
    body: z.strictObject({
      mapping: ColumnMapping.optional(),
      defaults: CatalogImport.shape.defaults.partial().optional(),
    }),
    reply: CatalogImport,
  }),
  applyImport: endpoint({
    method: 'post',
    path: '/api/v1/catalog/imports/:id/apply',
    summary: 'Create and update the valid rows',
    access: 'catalog:write',
    limit: 'costly',
    params: ImportParams,
    reply: CatalogImport,
  }),
  cancelImport: endpoint({
    method: 'delete',
    path: '/api/v1/catalog/imports/:id',
    summary: 'Throw an import away',
    access: 'catalog:write',
    status: 204,
    params: ImportParams,
    reply: z.undefined(),
  }),
};
