import type { Product } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { LineChange, Quote, QuoteLine, QuoteListItem } from '../../contracts/quotes.ts';
import type { DocumentService } from '../documents/document-service.ts';
import type { EventLog } from '../events/event-log.ts';
import { newId } from '../new-id.ts';
import { applyLineChange } from './change-line.ts';
import { offerOf } from './match-lines.ts';
import { reprice } from './reprice.ts';
import type { QuoteChange, QuoteFilter, QuoteGuard, QuoteRecord, QuoteStore } from './quote-store.ts';
import { toListItem, toQuote, toQuoteSummary } from './quote-view.ts';

/** What quotes need to know of products. */
export interface QuoteProducts {
  byIds(workspaceId: string, productIds: readonly string[]): Promise<Product[]>;
}

/** What quotes need to know of customers. */
export interface QuoteCustomers {
  /** Throws `customer_not_found`. */
  get(workspaceId: string, customerId: string): Promise<{ id: string; name: string }>;
}

export interface QuoteServiceDeps {
  quotes: QuoteStore;
  products: QuoteProducts;
  customers: QuoteCustomers;
  documents: Pick<DocumentService, 'noteQuote'>;
  events: EventLog;
}

/** While a quote is in one of these, a person may change it. A change to a finished one opens the review again. */
const editable = ['review', 'ready'] as const;

/** What is left out stays as it is. */
export interface QuoteDetailsChange {
  version: number;
  customerId?: string | null | undefined;
  contact?: Quote['contact'] | undefined;
  reference?: string | null | undefined;
  validUntil?: string | undefined;
}

export type QuoteService = ReturnType<typeof quoteService>;

/** Quotes as people see and change them. Their preparation is in `preparation-service.ts`. */
export const quoteService = ({ quotes, products, customers, documents, events }: QuoteServiceDeps) => {
  const need = async (workspaceId: string, quoteId: string): Promise<QuoteRecord> => {
    const record = await quotes.find(workspaceId, quoteId);
    if (!record) throw fail('quote_not_found', { quoteId });
    return record;
  };

  const announce = async (record: QuoteRecord): Promise<void> => {
    const { workspaceId, id, version, documentId } = record;
    const event = { workspaceId, type: 'quote_changed' as const, data: toListItem(record), key: `${id}:${version}` };
    await events.append({ ...event, subject: `quote:${id}` });
    await events.append({ ...event, subject: 'workspace' });
    if (documentId !== null) await documents.noteQuote(workspaceId, documentId, toQuoteSummary(record));
  };

  /** Stores a change and tells everybody. Null when a guard does not hold: somebody else was faster. */
  const tryChange = async (
    record: QuoteRecord,
    values: QuoteChange,
    guard: QuoteGuard,
  ): Promise<QuoteRecord | null> => {
    const changed = await quotes.change(record.workspaceId, record.id, values, guard);
    if (changed) await announce(changed);
    return changed;
  };

  /** As `tryChange`, but says why a guard does not hold. */
  const change = async (record: QuoteRecord, values: QuoteChange, guard: QuoteGuard): Promise<QuoteRecord> => {
    const changed = await tryChange(record, values, guard);
    if (changed) return changed;
    const now = await need(record.workspaceId, record.id);
    if (guard.version !== undefined && now.version !== guard.version)
      throw fail('version_conflict', { version: now.version });
    throw fail('quote_not_in_review', { preparation: now.preparation });
  };

  /** A person's change: the review is open again, the old PDF is gone. */
  const edit = async (record: QuoteRecord, version: number, values: QuoteChange): Promise<Quote> => {
    const reopened = record.preparation === 'ready';
    const changed = await change(
      record,
      { ...values, preparation: 'review', pdf: null, ...(reopened && { startPending: 'review' as const }) },
      { version, preparations: editable },
    );
    return toQuote(changed);
  };

  const productOf = async (workspaceId: string, productId: string): Promise<Product> => {
    const [product] = await products.byIds(workspaceId, [productId]);
    if (!product) throw fail('product_not_found', { productId });
    return product;
  };

  return {
    announce,
    change,
    tryChange,
    record: need,
    get: async (workspaceId: string, quoteId: string): Promise<Quote> => toQuote(await need(workspaceId, quoteId)),
    list: (workspaceId: string, filter: QuoteFilter): Promise<Page<QuoteListItem>> => quotes.list(workspaceId, filter),

    changeLine: async (
      workspaceId: string,
      quoteId: string,
      lineId: string,
      wanted: LineChange,
      person: string,
    ): Promise<Quote> => {
      const record = await need(workspaceId, quoteId);
      const line = record.lines.find(({ id }) => id === lineId);
      if (!line) throw fail('quote_line_not_found', { lineId });
      const product = wanted.productId ? await productOf(workspaceId, wanted.productId) : null;
      const changed = applyLineChange(line, wanted, { product, currency: record.currency, person });
      const lines = record.lines.map((each) => (each.id === lineId ? changed : each));
      return await edit(record, wanted.version, reprice({ ...record, lines }));
    },

    addLine: async (
      workspaceId: string,
      quoteId: string,
      wanted: { version: number; productId: string; quantity: string },
      person: string,
    ): Promise<Quote> => {
      const record = await need(workspaceId, quoteId);
      const product = await productOf(workspaceId, wanted.productId);
      if (product.currency !== record.currency)
        throw fail('currency_mismatch', { found: product.currency, expected: record.currency });
      const line: QuoteLine = {
        id: newId('lin'),
        position: record.lines.length + 1,
        requested: null,
        match: null,
        decision: 'matched',
        decidedBy: person,
        ...offerOf(product, record.currency),
        description: product.name,
        quantity: wanted.quantity,
        unit: product.unit,
        priceEdited: false,
        discountPercent: null,
        net: null,
      };
      return await edit(record, wanted.version, reprice({ ...record, lines: [...record.lines, line] }));
    },

    changeDetails: async (
      workspaceId: string,
      quoteId: string,
      { version, ...wanted }: QuoteDetailsChange,
    ): Promise<Quote> => {
      const record = await need(workspaceId, quoteId);
      const { customerId, contact, reference, validUntil } = wanted;
      const customer = typeof customerId === 'string' ? await customers.get(workspaceId, customerId) : null;
      return await edit(record, version, {
        ...(customerId !== undefined && { customerId, customerName: customer?.name ?? null }),
        ...(contact !== undefined && { contact }),
        ...(reference !== undefined && { reference }),
        ...(validUntil !== undefined && { validUntil }),
      });
    },

    /** Gives a quote up that no workflow is working on; the caller cancels a running one instead. */
    cancel: async (workspaceId: string, quoteId: string): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      if (record.preparation === 'cancelled') return record;
      return await change(record, { preparation: 'cancelled', startPending: null }, {});
    },

    retry: async (workspaceId: string, quoteId: string): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      return await change(
        record,
        { preparation: 'matching', reason: null, startPending: 'matching' },
        { preparations: ['failed', 'cancelled'] },
      );
    },

    pendingStarts: (limit: number): Promise<QuoteRecord[]> => quotes.pendingStarts(limit),
  };
};
