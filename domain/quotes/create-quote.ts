import { fail } from '../../contracts/kernel/fail.ts';
import type { DocumentRecord } from '../documents/document-store.ts';
import { newId } from '../new-id.ts';
import { addDays, today } from './calendar.ts';
import type { PreparationServiceDeps, QuoteRef } from './preparation-service.ts';
import type { QuoteRecord } from './quote-store.ts';

const validityDays = 30;

type Deps = Pick<PreparationServiceDeps, 'quotes' | 'documents' | 'customers' | 'workspaces'>;

/** How a read document becomes a draft. */
export const quoteCreation = ({ quotes, documents, customers, workspaces }: Deps) => {
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
      startPending: 'matching',
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
  };
};
