import type { Document, DocumentStatus, DocumentSummary } from '../../contracts/documents.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { Page } from '../../contracts/kernel/page.ts';
import type { ContentPart } from '../../contracts/document-reading.ts';
import type { BlobStore } from '../blob-store.ts';
import type { EventLog } from '../events/event-log.ts';
import { documentIntake } from './document-intake.ts';
import { originalKey, partKey } from './document-keys.ts';
import { documentLifecycle } from './document-lifecycle.ts';
import { documentNews } from './document-news.ts';
import type { DocumentFilter, DocumentRecord, DocumentStore } from './document-store.ts';
import { toDocument, toStatus } from './document-view.ts';

export interface DocumentServiceDeps {
  documents: DocumentStore;
  blobs: BlobStore;
  events: EventLog;
}

export type DocumentService = ReturnType<typeof documentService>;

/** Documents as people and programs see them (spec rows A2, A5). Reading itself is in `reading-service.ts`. */
export const documentService = ({ documents, blobs, events }: DocumentServiceDeps) => {
  const news = documentNews(events);

  const need = async (workspaceId: string, documentId: string): Promise<DocumentRecord> => {
    const record = await documents.find(workspaceId, documentId);
    if (!record) throw fail('document_not_found', { documentId });
    return record;
  };

  return {
    ...documentIntake({ documents, blobs, news }),
    ...documentLifecycle({ documents, blobs, events, news, need }),

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

    pendingStarts: (limit: number): Promise<DocumentRecord[]> => documents.pendingStarts(limit),
  };
};
