import type { Identity } from '../../contracts/access.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import { documentFolder, originalKey } from './document-keys.ts';
import type { DocumentNews } from './document-news.ts';
import type { DocumentServiceDeps } from './document-service.ts';
import type { DocumentRecord } from './document-store.ts';

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

type IntakeDeps = Pick<DocumentServiceDeps, 'documents' | 'blobs'> & { news: DocumentNews };

/** How files become documents (spec rows A2, A5). */
export const documentIntake = ({ documents, blobs, news }: IntakeDeps) => ({
  /** Keeps the file under our own name and puts the document in line for reading. The same bytes twice are one document. */
  receive: async (identity: Identity, file: ReceivedFile): Promise<Receipt> => {
    const { workspaceId } = identity;
    const known = file.again ? null : await documents.findByContent(workspaceId, file.sha256);
    if (known) return receiptOfKnown(known, file.fileId);
    const record = newRecord(identity, file);
    await blobs.adopt(originalKey(record), file.localPath);
    if (await documents.insert(record)) {
      await news.announce(record);
      return { id: record.fileId, sha256: record.sha256, documentId: record.id, duplicate: false };
    }
    // Two uploads of the same bytes, or two ends of one upload, at once: the other one won.
    const winner =
      (await documents.findByFile(workspaceId, file.fileId)) ??
      (await documents.findByContent(workspaceId, file.sha256));
    if (winner?.id !== record.id) await blobs.removeFolder(documentFolder(record));
    // The winner may be deleted by now: sent again, the file is a new one.
    if (!winner) throw fail('upload_incomplete');
    return receiptOfKnown(winner, file.fileId);
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
});

const receiptOfKnown = (known: DocumentRecord, fileId: string): Receipt => ({
  id: known.fileId,
  sha256: known.sha256,
  documentId: known.id,
  duplicate: known.fileId !== fileId,
});

const newRecord = (identity: Identity, file: ReceivedFile): DocumentRecord => {
  const now = new Date().toISOString();
  const { fileId } = file;
  return {
    // From the file's id: an upload whose end is sent again finds the folder that its first end began.
    id: fileId.replace(/^fil_/, 'doc_'),
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
