import type { Customer } from '../../contracts/customers.ts';
import type { Product } from '../../contracts/catalog.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { Quote, QuoteListItem } from '../../contracts/quotes.ts';
import type { DocumentService } from '../documents/document-service.ts';
import type { EventLog } from '../events/event-log.ts';
import { quoteEditing } from './quote-editing.ts';
import type { QuoteChange, QuoteFilter, QuoteGuard, QuoteRecord, QuoteStore } from './quote-store.ts';
import { toListItem, toQuote, toQuoteSummary } from './quote-view.ts';

/** What quotes need to know of products. */
export interface QuoteProducts {
  byIds(workspaceId: string, productIds: readonly string[]): Promise<Product[]>;
}

export type QuoteCustomer = Pick<Customer, 'id' | 'name' | 'address' | 'vatId' | 'locale'>;

/** What quotes need to know of customers. */
export interface QuoteCustomers {
  /** Throws `customer_not_found`. */
  get(workspaceId: string, customerId: string): Promise<QuoteCustomer>;
}

export interface QuoteServiceDeps {
  quotes: QuoteStore;
  products: QuoteProducts;
  customers: QuoteCustomers;
  documents: Pick<DocumentService, 'noteQuote'>;
  events: EventLog;
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
    if (documentId !== null)
      await documents.noteQuote(workspaceId, documentId, toQuoteSummary(record), record.customerName);
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

  return {
    announce,
    change,
    tryChange,
    record: need,
    get: async (workspaceId: string, quoteId: string): Promise<Quote> => toQuote(await need(workspaceId, quoteId)),
    list: (workspaceId: string, filter: QuoteFilter): Promise<Page<QuoteListItem>> => quotes.list(workspaceId, filter),

    ...quoteEditing({ products, customers, need, change }),

    /** Gives a quote up that no workflow is working on; the caller cancels a running one instead. */
    cancel: async (workspaceId: string, quoteId: string): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      if (record.preparation === 'cancelled') return record;
      return await change(record, { preparation: 'cancelled', startPending: null, pdf: null }, {});
    },

    retry: async (workspaceId: string, quoteId: string): Promise<QuoteRecord> => {
      const record = await need(workspaceId, quoteId);
      return await change(
        record,
        { preparation: 'matching', reason: null, startPending: 'matching', pdf: null, confirmedVersion: null },
        { preparations: ['failed', 'cancelled'] },
      );
    },

    pendingStarts: (limit: number): Promise<QuoteRecord[]> => quotes.pendingStarts(limit),
  };
};
