import type { Document, DocumentStatus, DocumentSummary } from '../../contracts/documents.ts';
import type { DocumentRecord } from './document-store.ts';

/** The document as callers see it, without what the platform keeps for itself. */
export const toDocument = (record: DocumentRecord): Document => {
  const { workspaceId: _workspace, run: _run, startPending: _pending, contentKey: _key, ...document } = record;
  return document;
};

/** The row of the list of requests. Field by field: lists make thousands of these, and leaving fields out costs far more. */
export const toSummary = (record: DocumentSummary): DocumentSummary => ({
  id: record.id,
  fileId: record.fileId,
  fileName: record.fileName,
  sizeBytes: record.sizeBytes,
  sha256: record.sha256,
  kind: record.kind,
  state: record.state,
  stage: record.stage,
  done: record.done,
  total: record.total,
  reason: record.reason,
  customerName: record.customerName,
  reference: record.reference,
  lineCount: record.lineCount,
  uploadedBy: record.uploadedBy,
  quote: record.quote,
  createdAt: record.createdAt,
  updatedAt: record.updatedAt,
  version: record.version,
});

/** How far the reading is (spec row A2, `files/status`). */
export const toStatus = (record: DocumentRecord): DocumentStatus => ({
  id: record.fileId,
  documentId: record.id,
  state: record.state,
  stage: record.stage,
  done: record.done,
  total: record.total,
});
