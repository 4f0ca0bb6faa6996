import { createHash } from 'node:crypto';
import { documentActivities } from '../activities/documents.ts';
import { quoteActivities } from '../activities/quotes.ts';
import { toProduct } from '../domain/catalog/catalog-product.ts';
import { buildCatalogueIndex } from '../domain/matching/catalogue-index.ts';
import { customerService } from '../domain/customers/customer-service.ts';
import { recognise } from '../domain/documents/recognise/recognise.ts';
import { workspaceReader } from '../domain/identity/workspace-reader.ts';
import { documentService } from '../domain/documents/document-service.ts';
import { readingService } from '../domain/documents/reading-service.ts';
import { preparationService } from '../domain/quotes/preparation-service.ts';
import { quoteService } from '../domain/quotes/quote-service.ts';
import { createIndexCache } from '../infra/catalogue/index-cache.ts';
import type { Environment } from '../infra/env.ts';
import { createExtractor } from '../infra/extract/extractor.ts';
import type { ReaderSandbox } from '../infra/extract/reader-sandbox.ts';
import type { Stores } from '../infra/open-stores.ts';
import { renderQuote } from '../infra/pdf/render-quote.ts';

/** Domain services on real stores, as activities. */
export const composeSalesActivities = (stores: Stores, environment: Environment, sandbox: ReaderSandbox | null) => {
  const { blobs, events } = stores;
  const workspaces = workspaceReader(stores.identity.workspaces);
  const customers = customerService({ customers: stores.customers });
  const products = {
    byIds: async (workspaceId: string, ids: readonly string[]) =>
      (await stores.products.findMany(workspaceId, ids)).map(toProduct),
  };
  const catalogue = createIndexCache({ products: stores.products, createIndex: () => buildCatalogueIndex([]) });
  const documents = documentService({ documents: stores.documents, blobs, events });
  const quotes = quoteService({ quotes: stores.quotes, products, customers, documents, events });
  const reading = readingService({
    documents: stores.documents,
    blobs,
    events,
    extractor: createExtractor({
      sandbox,
      totalCpuMs: environment.EXTRACT_TIMEOUT_SECONDS * 1_000,
      memoryMb: environment.EXTRACT_MEMORY_MB,
    }),
    recognise: (content, { names }) => recognise(content, { own: { names, domains: [] } }),
    workspaces,
    nowMs: () => performance.now(),
  });
  const preparation = preparationService({
    quotes: stores.quotes,
    service: quotes,
    documents,
    products,
    customers,
    workspaces,
    matcherFor: catalogue.matcherFor,
    blobs,
    render: renderQuote,
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  });
  return { ...documentActivities({ reading }), ...quoteActivities({ preparation }) };
};
