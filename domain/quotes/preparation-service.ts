import type { Reason } from '../../contracts/documents.ts';
import type { RequestedLine } from '../../contracts/matching.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { BlobStore } from '../blob-store.ts';
import type { DocumentService } from '../documents/document-service.ts';
import type { DocumentRecord } from '../documents/document-store.ts';
import type { ReadLine } from '../../contracts/document-reading.ts';
import type { Matcher } from '../matching/matcher.ts';
import { newId } from '../new-id.ts';
import { quoteCurrency, toQuoteLines } from './match-lines.ts';
import type { QuoteCustomers, QuoteProducts, QuoteService } from './quote-service.ts';
import type { QuoteRecord, QuoteStore } from './quote-store.ts';
import { reprice } from './reprice.ts';
import { addDays, today } from './calendar.ts';

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

export interface PreparationServiceDeps {
  quotes: QuoteStore;
  service: Pick<QuoteService, 'record' | 'change' | 'tryChange' | 'announce'>;
  documents: Pick<DocumentService, 'record' | 'noteQuote'>;
  products: QuoteProducts;
  customers: RequestCustomers;
  workspaces: QuoteWorkspaces;
  matcherFor: (workspaceId: string) => Promise<Matcher>;
  blobs: BlobStore;
  render: (quote: QuoteRecord, workspace: { name: string }) => Promise<Uint8Array>;
  sha256: (bytes: Uint8Array) => string;
}

const validityDays = 30;

export type PreparationService = ReturnType<typeof preparationService>;

/** The steps that turn a document into a quote; each may run again without a second effect. */
export const preparationService = (deps: PreparationServiceDeps) => {
  const { quotes, service, documents, products, customers, workspaces, matcherFor, blobs, render, sha256 } = deps;

  const newQuote = async (document: DocumentRecord, sourceKey: string): Promise<QuoteRecord> => {
    const { workspaceId, fields } = document;
    const workspace = await workspaces.get(workspaceId);
    const customerId = await customers.ensureFromRequest(workspaceId, {
      name: fields?.customerName?.value ?? null,
      email: fields?.customerEmail?.value ?? null,
      contactName: fields?.contactName?.value ?? null,
    });
    const customer = customerId === null ? null : await customers.get(workspaceId, customerId);
    const issuedOn = today(workspace.timeZone);
    const number = await quotes.drawNumber(workspaceId, `quote-${issuedOn.slice(0, 4)}`);
    const now = new Date().toISOString();
    return {
      id: newId('quo'),
      workspaceId,
      sourceKey,
      number: `Q-${issuedOn.slice(0, 4)}-${String(number).padStart(5, '0')}`,
      revision: 1,
      state: 'draft',
      preparation: 'matching',
      documentId: document.id,
      customerId: customer?.id ?? null,
      customerName: customer?.name ?? document.customerName,
      contact: { name: fields?.contactName?.value ?? null, email: fields?.customerEmail?.value ?? null },
      reference: document.reference,
      neededBy: fields?.neededBy?.value ?? null,
      validUntil: addDays(issuedOn, validityDays),
      currency: workspace.currency,
      taxMode: 'exclusive',
      lines: [],
      lineCount: document.lineCount,
      matchedCount: 0,
      openCount: document.lineCount,
      totals: null,
      total: null,
      pdf: null,
      reason: null,
      createdAt: now,
      updatedAt: now,
      version: 1,
      startPending: null,
      confirmedVersion: null,
    };
  };

  return {
    /** The quote of one reading of a document; made on the first call. */
    createFromDocument: async (workspaceId: string, documentId: string): Promise<QuoteRef> => {
      const document = await documents.record(workspaceId, documentId);
      if (document.lines.length === 0) throw fail('document_busy', { state: document.state });
      const sourceKey = `${documentId}:${document.run}`;
      const known = await quotes.findBySource(workspaceId, sourceKey);
      if (known) return { workspaceId, quoteId: known.id };
      const record = await newQuote(document, sourceKey);
      if (await quotes.insert(record)) return { workspaceId, quoteId: record.id };
      const winner = await quotes.findBySource(workspaceId, sourceKey);
      if (!winner) throw fail('internal');
      return { workspaceId, quoteId: winner.id };
    },

    /** Matches every requested line to the catalogue. */
    match: async ({ workspaceId, quoteId }: QuoteRef, signal: AbortSignal): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.preparation !== 'matching') return await service.announce(record);
      await service.tryChange(record, { startPending: null }, { preparations: ['matching'] });
      const requested =
        record.documentId === null ? [] : (await documents.record(workspaceId, record.documentId)).lines;
      const workspace = await workspaces.get(workspaceId);
      const matcher = await matcherFor(workspaceId);
      const matches = await matcher.match(requested.map(toRequestedLine), signal);
      const accepted = await products.byIds(
        workspaceId,
        matches.flatMap((match) => match.productId ?? []),
      );
      const byId = new Map(accepted.map((product) => [product.id, product]));
      const currency = quoteCurrency(accepted, workspace.currency);
      const matched = requested.flatMap((line, index) => {
        const match = matches[index];
        return match ? [{ requested: line, match, product: byId.get(match.productId ?? '') ?? null }] : [];
      });
      const lines = toQuoteLines(matched, currency, commonTaxRate(accepted));
      await service.tryChange(record, { currency, lines, preparation: 'pricing' }, { preparations: ['matching'] });
    },

    /** Prices the decided lines. Answers how many still need a person. */
    price: async ({ workspaceId, quoteId }: QuoteRef): Promise<{ openCount: number }> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.preparation !== 'pricing') {
        await service.announce(record);
        return { openCount: record.openCount };
      }
      const repriced = reprice(record);
      const preparation = repriced.openCount > 0 ? 'review' : 'rendering';
      await service.tryChange(record, { ...repriced, preparation }, { preparations: ['pricing'] });
      return { openCount: repriced.openCount };
    },

    /** A review that a person opened on a finished quote: the workflow works on it from here. */
    resumeReview: async ({ workspaceId, quoteId }: QuoteRef): Promise<void> => {
      await quotes.change(workspaceId, quoteId, { startPending: null }, { preparations: ['review'] });
    },

    /** Closes the review of exactly this version; once more is no error. Throws `quote_lines_open`, `version_conflict` or `quote_not_in_review`. */
    finishReview: async ({ workspaceId, quoteId }: QuoteRef, version: number): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.confirmedVersion === version) return;
      if (record.openCount > 0 || record.totals === null) throw fail('quote_lines_open', { open: record.openCount });
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
      const bytes = await render(record, await workspaces.get(workspaceId));
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
      await service.change(record, { preparation: 'failed', reason, startPending: null }, {});
    },

    cancelled: async ({ workspaceId, quoteId }: QuoteRef): Promise<void> => {
      const record = await service.record(workspaceId, quoteId);
      if (record.preparation === 'cancelled') return;
      await service.change(record, { preparation: 'cancelled', startPending: null }, {});
    },
  };
};

/** Where the PDF of a quote lies; its name is its content. */
export const pdfKey = ({ workspaceId, id }: Pick<QuoteRecord, 'workspaceId' | 'id'>, digest: string): string =>
  `${workspaceId}/${id}/${digest}.pdf`;

const toRequestedLine = (line: ReadLine): RequestedLine => ({
  description: line.description,
  unit: line.unit,
  ...(line.partNumber !== null && { partNumber: line.partNumber }),
  ...(line.customerPartNumber !== null && { customerPartNumber: line.customerPartNumber }),
  ...(line.manufacturer !== null && { brand: line.manufacturer }),
});

/** The rate that most accepted products carry, for lines that are priced by hand. */
const commonTaxRate = (products: readonly { taxRate: string }[]): string => {
  const counts = new Map<string, number>();
  for (const { taxRate } of products) counts.set(taxRate, (counts.get(taxRate) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '0';
};
