import type { Reason } from '../../contracts/documents.ts';
import type { BlobStore } from '../blob-store.ts';
import type { DocumentService } from '../documents/document-service.ts';
import { checkConfirmable } from './check-confirmable.ts';
import { quoteCreation } from './create-quote.ts';
import { quoteMatching } from './match-quote.ts';
import type { Matcher } from '../matching/matcher.ts';
import type { QuoteCustomer, QuoteCustomers, QuoteProducts, QuoteService } from './quote-service.ts';
import type { QuoteRecord, QuoteStore } from './quote-store.ts';

export interface QuoteRef {
  workspaceId: string;
  quoteId: string;
}

/** What quotes need to know of the workspace they belong to. */
export interface QuoteWorkspaces {
  get(workspaceId: string): Promise<{ name: string; currency: string; timeZone: string }>;
}

/** What the preparation needs of customers. */
export interface RequestCustomers extends QuoteCustomers {
  /** Finds the customer of a request, or creates it; null when the request names nobody. */
  ensureFromRequest(
    workspaceId: string,
    requester: { name: string | null; email: string | null; contactName: string | null },
  ): Promise<string | null>;
}

/** Draws the PDF of a quote for its customer; the same quote and customer give the same bytes. */
export type RenderQuote = (
  quote: QuoteRecord,
  parties: { workspace: { name: string; timeZone: string }; customer: QuoteCustomer | null },
) => Promise<Uint8Array>;

export interface PreparationServiceDeps {
  quotes: QuoteStore;
  service: Pick<QuoteService, 'record' | 'change' | 'tryChange' | 'announce'>;
  documents: Pick<DocumentService, 'record' | 'noteQuote'>;
  products: QuoteProducts;
  customers: RequestCustomers;
  workspaces: QuoteWorkspaces;
  matcherFor: (workspaceId: string) => Promise<Matcher>;
  blobs: BlobStore;
  render: RenderQuote;
  sha256: (bytes: Uint8Array) => string;
}

export type PreparationService = ReturnType<typeof preparationService>;

/** The steps that turn a document into a quote; each may run again without a second effect. */
export const preparationService = (deps: PreparationServiceDeps) => {
  const { quotes, service, customers, workspaces, blobs, render, sha256 } = deps;
  return {
    ...quoteCreation(deps),
    ...quoteMatching(deps),

    /** A review that a person opened on a finished quote: the workflow works on it from here. */
    resumeReview: ({ workspaceId, quoteId }: QuoteRef): Promise<void> => quotes.noteStarted(workspaceId, quoteId),

    /** Closes the review of exactly this version; once more is no error. Throws `quote_lines_open`, `version_conflict` or `quote_not_in_review`. */
    finishReview: async ({ workspaceId, quoteId }: QuoteRef, version: number): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.confirmedVersion === version) return;
      checkConfirmable(record, version);
      await service.change(
        record,
        { preparation: 'rendering', confirmedVersion: version },
        { preparations: ['review'], version },
      );
    },

    /** Makes and keeps the PDF. The same quote gives the same bytes, so a second run changes nothing. */
    renderPdf: async ({ workspaceId, quoteId }: QuoteRef): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.preparation !== 'rendering') return await service.announce(record);
      const bytes = await render(record, {
        workspace: await workspaces.get(workspaceId),
        customer: record.customerId === null ? null : await customers.get(workspaceId, record.customerId),
      });
      const digest = sha256(bytes);
      await blobs.put(pdfKey(record, digest), bytes);
      const pdf = { sha256: digest, sizeBytes: bytes.byteLength };
      await service.tryChange(
        record,
        { pdf, preparation: 'ready' },
        { preparations: ['rendering'], version: record.version },
      );
    },

    failed: async ({ workspaceId, quoteId }: QuoteRef, reason: Reason): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.preparation === 'cancelled') return;
      await service.change(record, { preparation: 'failed', reason, startPending: null }, {});
    },

    cancelled: async ({ workspaceId, quoteId }: QuoteRef): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      // A quote that a person already put in line again belongs to the workflow that is due, not to the one that ends.
      if (record.preparation === 'cancelled' || record.startPending !== null) return;
      await service.change(record, { preparation: 'cancelled', startPending: null }, {});
    },
  };
};

/** Where the PDF of a quote lies; its name is its content. */
export const pdfKey = ({ workspaceId, id }: Pick<QuoteRecord, 'workspaceId' | 'id'>, digest: string): string =>
  `${workspaceId}/${id}/${digest}.pdf`;
