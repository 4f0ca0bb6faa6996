import type { Reason } from '../../contracts/documents.ts';
import type { DocumentContent, DocumentKind, DocumentReading } from '../../contracts/document-reading.ts';
import type { BlobStore } from '../blob-store.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Extractor } from './content.ts';
import { documentRun } from './document-run.ts';
import type { DocumentStore } from './document-store.ts';
import { documentExtraction } from './extract-document.ts';
import { rejected } from './rejected.ts';
import { readStoredParts } from './stored-parts.ts';

/** One reading of one document. A later run makes everything that an earlier one still does have no effect. */
export interface ReadingRef {
  workspaceId: string;
  documentId: string;
  run: number;
}

export interface Extraction {
  kind: DocumentKind;
  partCount: number;
  warnings: string[];
}

export interface ReadingServiceDeps {
  documents: DocumentStore;
  blobs: BlobStore;
  events: EventLog;
  extractor: Extractor;
  /** Our own names are never taken for the customer's. */
  recognise: (content: DocumentContent, own: { names: readonly string[] }) => DocumentReading;
  workspaces: { get(workspaceId: string): Promise<{ name: string }> };
  /** Milliseconds, monotonic. */
  nowMs: () => number;
}

export type ReadingService = ReturnType<typeof readingService>;

/** The steps of reading a document: each is repeatable and continues where an earlier attempt stopped. */
export const readingService = (deps: ReadingServiceDeps) => {
  const { documents, blobs, recognise, workspaces } = deps;
  const run = documentRun(deps);
  const { change, publishProgress, settle, forgetIfDeleted } = run;

  return {
    ...documentExtraction({ ...deps, run }),

    /** Recognises header fields and requested lines in the extracted parts and keeps them. */
    recognise: async (ref: ReadingRef, extraction: Extraction): Promise<{ lineCount: number }> => {
      const { kind, partCount } = extraction;
      const record = await change(ref, {
        state: 'processing',
        reason: null,
        stage: 'recognise',
        kind,
        partCount,
        done: partCount,
        total: partCount,
      });
      await publishProgress(ref, record);
      const parts = await readStoredParts(blobs, record, partCount);
      const { name } = await workspaces.get(ref.workspaceId);
      const reading = recognise({ kind, parts, warnings: extraction.warnings }, { names: [name] });
      if (reading.lines.length === 0) throw rejected(reading.otherPaper ?? 'no_request_lines', 'no lines recognised');
      const { fields, lines, warnings } = reading;
      await change(ref, {
        fields,
        lines,
        warnings,
        lineCount: lines.length,
        customerName: fields.customerName?.value ?? null,
        reference: fields.reference?.value ?? null,
      });
      return { lineCount: lines.length };
    },

    finish: (ref: ReadingRef): Promise<void> => settle(ref, { state: 'ready', stage: 'done', reason: null }),

    reject: (ref: ReadingRef, reason: Reason): Promise<void> =>
      settle(ref, { state: 'rejected', stage: 'done', reason }),

    /** Reading was tried often enough: a person or an operator has to look (threats: "poison document"). */
    park: (ref: ReadingRef, reason: Reason): Promise<void> =>
      settle(ref, { state: 'needs_attention', stage: 'done', reason }),

    cancelled: async (ref: ReadingRef): Promise<void> => {
      const record = await documents.find(ref.workspaceId, ref.documentId);
      if (!record) return await forgetIfDeleted(ref);
      if (record.run !== ref.run || record.state === 'cancelled') return;
      await settle(ref, { state: 'cancelled', reason: { code: 'cancelled', message: 'Reading was cancelled.' } });
    },
  };
};
