import type { DocumentState, QuoteSummary } from '../../contracts/documents.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { documentFolder } from './document-keys.ts';
import type { DocumentNews } from './document-news.ts';
import type { DocumentServiceDeps } from './document-service.ts';
import type { DocumentChange, DocumentRecord, DocumentStore } from './document-store.ts';

const retryableStates = [
  'needs_attention',
  'rejected',
  'failed',
  'cancelled',
] as const satisfies readonly DocumentState[];

/** A document of which nothing has been read yet. */
const unread = (): DocumentChange => ({
  state: 'uploaded',
  stage: 'waiting',
  done: 0,
  total: 0,
  reason: null,
  startPending: true,
  fields: null,
  lines: [],
  lineCount: 0,
  warnings: [],
  partCount: 0,
});

type LifecycleDeps = DocumentServiceDeps & {
  news: DocumentNews;
  need: (workspaceId: string, documentId: string) => Promise<DocumentRecord>;
};

/** What a person may do with a document, and what its quote reports back. */
export const documentLifecycle = ({ documents, blobs, events, news, need }: LifecycleDeps) => ({
  /** Puts a settled document in line again, as a new run. */
  retry: async (workspaceId: string, documentId: string, version?: number): Promise<DocumentRecord> => {
    const record = await need(workspaceId, documentId);
    const changed = await documents.change(
      workspaceId,
      documentId,
      { ...unread(), run: record.run + 1 },
      { states: retryableStates, run: record.run, ...(version !== undefined && { version }) },
    );
    if (!changed) throw await refusal(documents, workspaceId, documentId, retryableStates, version);
    await news.announce(changed);
    await news.publishProgress(changed);
    return changed;
  },

  /** Marks a document as given up. The caller cancels the workflow, which would do the same. */
  cancel: async (workspaceId: string, documentId: string, version?: number): Promise<DocumentRecord> => {
    const running = ['uploaded', 'processing'] as const;
    const changed = await documents.change(
      workspaceId,
      documentId,
      { state: 'cancelled', startPending: false, reason: { code: 'cancelled', message: 'Reading was cancelled.' } },
      { states: running, ...(version !== undefined && { version }) },
    );
    if (!changed) throw await refusal(documents, workspaceId, documentId, running, version);
    await news.announce(changed);
    await news.publishProgress(changed);
    return changed;
  },

  /** Removes the document, its file, its pages and its events. Quotes made from it stay. */
  delete: async (workspaceId: string, documentId: string): Promise<void> => {
    const record = await need(workspaceId, documentId);
    if (!(await documents.delete(workspaceId, documentId))) throw fail('document_not_found', { documentId });
    await blobs.removeFolder(documentFolder(record));
    await events.forget(workspaceId, `document:${documentId}`);
    await events.append({
      workspaceId,
      subject: 'workspace',
      type: 'document_deleted',
      data: { id: documentId },
      key: `${documentId}:deleted`,
    });
  },

  /** Shows on the request how its quote stands and whose it is. A document that was deleted meanwhile is no error. */
  noteQuote: async (
    workspaceId: string,
    documentId: string,
    quote: QuoteSummary,
    customerName: string | null,
  ): Promise<void> => {
    const changed = await documents.change(workspaceId, documentId, { quote, ...(customerName && { customerName }) });
    if (changed) await news.announce(changed);
  },
});

/** Why a guarded change did not happen. */
const refusal = async (
  documents: DocumentStore,
  workspaceId: string,
  documentId: string,
  allowed: readonly DocumentState[],
  version: number | undefined,
): Promise<Error> => {
  const record = await documents.find(workspaceId, documentId);
  if (!record) return fail('document_not_found', { documentId });
  if (!allowed.includes(record.state)) return fail('document_busy', { state: record.state });
  return version !== undefined && version !== record.version
    ? fail('version_conflict', { version: record.version })
    : fail('document_busy', { state: record.state });
};
