import type { Identity } from '../../contracts/access.ts';
import type {
  Document,
  DocumentState,
  DocumentSummary,
  DocumentStatus,
  QuoteSummary,
} from '../../contracts/documents.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { ContentPart } from '../../contracts/document-reading.ts';
import type { BlobStore } from '../blob-store.ts';
import type { EventLog } from '../events/event-log.ts';
import { newId } from '../new-id.ts';
import { documentFolder, originalKey, partKey } from './document-keys.ts';
import type { DocumentFilter, DocumentRecord, DocumentStore } from './document-store.ts';
import { toDocument, toStatus, toSummary } from './document-view.ts';

/** A file that arrived and lies in a temporary place. */
export interface ReceivedFile {
  /** The id that the file will have. The same id twice is the same upload. */
  fileId: string;
  localPath: string;
  fileName: string;
  sizeBytes: number;
  sha256: string;
  /** Read it again although the same bytes were uploaded before. */
  again: boolean;
}

export interface Receipt {
  id: string;
  sha256: string;
  documentId: string;
  duplicate: boolean;
}

export interface DocumentServiceDeps {
  documents: DocumentStore;
  blobs: BlobStore;
  events: EventLog;
}

/** States in which nothing is running. */
export const settledStates = [
  'ready',
  'needs_attention',
  'rejected',
  'failed',
  'cancelled',
] as const satisfies readonly DocumentState[];
const retryableStates = [
  'needs_attention',
  'rejected',
  'failed',
  'cancelled',
] as const satisfies readonly DocumentState[];

export type DocumentService = ReturnType<typeof documentService>;

/** Documents as people and programs see them (spec rows A2, A5). Reading itself is in `reading-service.ts`. */
export const documentService = ({ documents, blobs, events }: DocumentServiceDeps) => {
  const announce = async (record: DocumentRecord): Promise<void> => {
    await events.append({
      workspaceId: record.workspaceId,
      subject: 'workspace',
      type: 'document_changed',
      data: toSummary(record),
      key: `${record.id}:${record.version}`,
    });
  };

  const need = async (workspaceId: string, documentId: string): Promise<DocumentRecord> => {
    const record = await documents.find(workspaceId, documentId);
    if (!record) throw fail('document_not_found', { documentId });
    return record;
  };

  return {
    announce,

    /** Keeps the file under our own name and puts the document in line for reading. The same bytes twice are one document. */
    receive: async (identity: Identity, file: ReceivedFile): Promise<Receipt> => {
      const { workspaceId } = identity;
      const known = file.again ? null : await documents.findByContent(workspaceId, file.sha256);
      if (known) return { id: known.fileId, sha256: known.sha256, documentId: known.id, duplicate: true };
      const record = newRecord(identity, file);
      await blobs.adopt(originalKey(record), file.localPath);
      if (await documents.insert(record)) {
        await announce(record);
        return { id: record.fileId, sha256: record.sha256, documentId: record.id, duplicate: false };
      }
      // Two uploads of the same bytes, or two ends of one upload, at once: the other one won.
      await blobs.removeFolder(documentFolder(record));
      const winner =
        (await documents.findByFile(workspaceId, file.fileId)) ??
        (await documents.findByContent(workspaceId, file.sha256));
      if (!winner) throw fail('internal');
      return {
        id: winner.fileId,
        sha256: winner.sha256,
        documentId: winner.id,
        duplicate: winner.fileId !== file.fileId,
      };
    },

    /** What became of an upload; null while its file has not arrived. */
    receiptOf: async (workspaceId: string, fileId: string): Promise<(Receipt & { sizeBytes: number }) | null> => {
      const record = await documents.findByFile(workspaceId, fileId);
      return (
        record && {
          id: fileId,
          sha256: record.sha256,
          documentId: record.id,
          duplicate: false,
          sizeBytes: record.sizeBytes,
        }
      );
    },

    get: async (workspaceId: string, documentId: string): Promise<Document> =>
      toDocument(await need(workspaceId, documentId)),

    record: need,

    list: (workspaceId: string, filter: DocumentFilter): Promise<Page<DocumentSummary>> =>
      documents.list(workspaceId, filter),

    status: async (workspaceId: string, fileId: string): Promise<DocumentStatus> => {
      const record = await documents.findByFile(workspaceId, fileId);
      if (!record) throw fail('file_not_found', { fileId });
      return { ...toStatus(record), id: fileId };
    },

    /** Name, size and content of the file as it was uploaded. */
    original: async (workspaceId: string, fileId: string) => {
      const record = await documents.findByFile(workspaceId, fileId);
      const localPath = record && (await blobs.localPath(originalKey(record)));
      if (!record || !localPath) throw fail('file_not_found', { fileId });
      return { fileName: record.fileName, sizeBytes: record.sizeBytes, localPath };
    },

    part: async (
      workspaceId: string,
      documentId: string,
      index: number,
      parse: (json: unknown) => ContentPart,
    ): Promise<ContentPart> => {
      const record = await need(workspaceId, documentId);
      const bytes = await blobs.get(partKey(record, index));
      if (!bytes) throw fail('not_found');
      return parse(JSON.parse(new TextDecoder().decode(bytes)));
    },

    /** Puts a settled document in line again, as a new run. */
    retry: async (workspaceId: string, documentId: string, version?: number): Promise<DocumentRecord> => {
      const record = await need(workspaceId, documentId);
      const changed = await documents.change(
        workspaceId,
        documentId,
        {
          state: 'uploaded',
          stage: 'waiting',
          done: 0,
          total: 0,
          reason: null,
          run: record.run + 1,
          startPending: true,
          fields: null,
          lines: [],
          lineCount: 0,
          warnings: [],
          partCount: 0,
        },
        { states: retryableStates, run: record.run, ...(version !== undefined && { version }) },
      );
      if (!changed) throw await refusal(documents, workspaceId, documentId, retryableStates, version);
      await announce(changed);
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
      await announce(changed);
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

    /** Shows on the request how its quote stands. A document that was deleted meanwhile is no error. */
    noteQuote: async (workspaceId: string, documentId: string, quote: QuoteSummary): Promise<void> => {
      const changed = await documents.change(workspaceId, documentId, { quote });
      if (changed) await announce(changed);
    },

    pendingStarts: (limit: number): Promise<DocumentRecord[]> => documents.pendingStarts(limit),
  };
};

const newRecord = (identity: Identity, file: ReceivedFile): DocumentRecord => {
  const now = new Date().toISOString();
  const { fileId } = file;
  return {
    id: newId('doc'),
    workspaceId: identity.workspaceId,
    fileId,
    fileName: file.fileName,
    sizeBytes: file.sizeBytes,
    sha256: file.sha256,
    contentKey: file.again ? `${file.sha256}:${fileId}` : file.sha256,
    kind: null,
    state: 'uploaded',
    stage: 'waiting',
    done: 0,
    total: 0,
    reason: null,
    customerName: null,
    reference: null,
    lineCount: 0,
    uploadedBy: { id: identity.id, name: identity.name },
    quote: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    fields: null,
    lines: [],
    warnings: [],
    partCount: 0,
    run: 1,
    startPending: true,
  };
};

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
