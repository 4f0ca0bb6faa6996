import type { Document, DocumentStatus, DocumentSummary } from '../../contracts/documents.ts';
import type { DocumentRecord } from './document-store.ts';

/** The document as callers see it, without what the platform keeps for itself. */
export const toDocument = (record: DocumentRecord): Document => {
  const { workspaceId: _workspace, run: _run, startPending: _pending, contentKey: _key, ...document } = record;
  return document;
};

/** The row of the list of requests. */
export const toSummary = (record: DocumentRecord): DocumentSummary => {
  const { fields: _fields, lines: _lines, warnings: _warnings, partCount: _parts, ...summary } = toDocument(record);
  return summary;
};

/** How far the reading is (spec row A2, `files/status`). */
export const toStatus = (record: DocumentRecord): DocumentStatus => ({
  id: record.fileId,
  documentId: record.id,
  state: record.state,
  stage: record.stage,
  done: record.done,
  total: record.total,
});
