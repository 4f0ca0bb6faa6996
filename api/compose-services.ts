import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { salesAnalytics } from '../domain/analytics/sales-analytics.ts';
import { catalogService } from '../domain/catalog/catalog-service.ts';
import { importService } from '../domain/catalog/import-service.ts';
import { toProduct } from '../domain/catalog/catalog-product.ts';
import { customerService } from '../domain/customers/customer-service.ts';
import { documentService } from '../domain/documents/document-service.ts';
import type { Extractor } from '../domain/documents/content.ts';
import { workspaceReader } from '../domain/identity/workspace-reader.ts';
import { buildCatalogueIndex } from '../domain/matching/catalogue-index.ts';
import { quoteCreation } from '../domain/quotes/create-quote.ts';
import { quoteService } from '../domain/quotes/quote-service.ts';
import { createIndexCache } from '../infra/catalogue/index-cache.ts';
import { createPriceListFiles } from '../infra/catalogue/price-list-files.ts';
import type { Environment } from '../infra/env.ts';
import { createExtractor } from '../infra/extract/extractor.ts';
import { findReaderSandbox } from '../infra/extract/reader-sandbox.ts';
import { inspectFile } from '../infra/files/inspect-file.ts';
import type { Log } from '../infra/log.ts';
import type { Stores } from '../infra/open-stores.ts';
import { createAcceptUpload } from './uploads/accept-upload.ts';
import { createWorkflows } from './workflows.ts';

/** Domain services on real stores, as the API's routes need them. */
export const composeServices = (stores: Stores, client: Client, environment: Environment, log: Log) => {
  const { blobs, events } = stores;
  const workspaces = workspaceReader(stores.identity.workspaces);
  const finder = createIndexCache({ products: stores.products, createIndex: () => buildCatalogueIndex([]) });
  const catalog = catalogService({ products: stores.products, finder, events });
  const imports = importService({
    imports: stores.imports,
    files: createPriceListFiles(join(environment.DATA_DIR, 'imports'), readerOf(environment)),
    products: stores.products,
    catalog,
    workspaceCurrency: async (workspaceId) => (await workspaces.get(workspaceId)).currency,
    onApplyError: (error, importId) => log.error({ err: error, importId }, 'import stopped'),
  });
  const customers = customerService({ customers: stores.customers });
  const documents = documentService({ documents: stores.documents, blobs, events });
  const products = {
    byIds: async (workspaceId: string, ids: readonly string[]) =>
      (await stores.products.findMany(workspaceId, ids)).map(toProduct),
  };
  const quotes = quoteService({ quotes: stores.quotes, products, customers, documents, events });
  const creation = quoteCreation({ quotes: stores.quotes, documents, customers, workspaces });
  const analytics = salesAnalytics({ figures: stores.salesFigures, now: () => new Date() });
  const workflows = createWorkflows(client);
  const acceptUpload = createAcceptUpload({ documents, workflows, inspect: inspectFile });
  return {
    analytics,
    acceptUpload,
    catalog,
    customers,
    documents,
    imports,
    creation,
    quotes,
    workflows,
    workspaces,
  };
};

/** Opened for the first workbook or PDF that is a price list: most installations get none. */
const readerOf = (environment: Environment): (() => Promise<Extractor>) => {
  const open = async () =>
    createExtractor({
      sandbox: (await findReaderSandbox()).sandbox,
      totalCpuMs: environment.EXTRACT_TIMEOUT_SECONDS * 1_000,
      memoryMb: environment.EXTRACT_MEMORY_MB,
    });
  let extractor: Promise<Extractor> | undefined;
  return () => (extractor ??= open());
};

export type Services = ReturnType<typeof composeServices>;
