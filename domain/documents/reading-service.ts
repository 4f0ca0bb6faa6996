import type { Reason } from '../../contracts/documents.ts';
import {
  ContentPart,
  type DocumentContent,
  type DocumentKind,
  type DocumentReading,
  type RejectionCode,
} from '../../contracts/document-reading.ts';
import { fail } from '../../contracts/kernel/fail.ts';
import type { BlobStore } from '../blob-store.ts';
import type { EventLog } from '../events/event-log.ts';
import { type Extractor, rejectionText } from './content.ts';
import { documentFolder, originalKey, partKey } from './document-keys.ts';
import { documentNews } from './document-news.ts';
import type { DocumentChange, DocumentRecord, DocumentStore } from './document-store.ts';

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
  recognise: (content: DocumentContent) => DocumentReading;
  /** Milliseconds, monotonic. */
  nowMs: () => number;
}

const progressIntervalMs = 100;
/** A document that a person gave up stays so, also while the news has not reached every step. */
const notGivenUp = ['uploaded', 'processing', 'ready', 'needs_attention', 'rejected', 'failed'] as const;

export type ReadingService = ReturnType<typeof readingService>;

/** The steps of reading a document: each is repeatable and continues where an earlier attempt stopped. */
export const readingService = (deps: ReadingServiceDeps) => {
  const { documents, blobs, events, extractor, recognise, nowMs } = deps;
  const news = documentNews(events);

  /** Changes the document if this run is still the current one; a superseded or deleted run ends as cancelled. */
  const change = async (ref: ReadingRef, values: DocumentChange): Promise<DocumentRecord> => {
    const changed = await documents.change(ref.workspaceId, ref.documentId, values, {
      run: ref.run,
      states: notGivenUp,
    });
    if (!changed) throw fail('document_not_found', { documentId: ref.documentId });
    await news.announce(changed);
    return changed;
  };

  const publishProgress = async (
    ref: ReadingRef,
    progress: Pick<DocumentRecord, 'stage' | 'done' | 'total'>,
  ): Promise<void> => {
    const record = await documents.noteProgress(ref.workspaceId, ref.documentId, ref.run, progress);
    if (!record) throw fail('document_not_found', { documentId: ref.documentId });
    await news.publishProgress(record);
  };

  /** Pages that came in while the document was being deleted go the same way. */
  const forgetIfDeleted = async ({ workspaceId, documentId }: ReadingRef): Promise<void> => {
    if (await documents.find(workspaceId, documentId)) return;
    await blobs.removeFolder(documentFolder({ workspaceId, id: documentId }));
    await events.forget(workspaceId, `document:${documentId}`);
  };

  const settle = async (ref: ReadingRef, values: DocumentChange): Promise<void> => {
    const record = await change(ref, { ...values, startPending: false });
    await publishProgress(ref, record);
  };

  return {
    /** Extracts pages or sheets and keeps each as it comes; parts that are kept already are not read again. */
    extract: async (
      ref: ReadingRef,
      run: { signal: AbortSignal; beat: (done: number) => void },
    ): Promise<Extraction> => {
      const record = await change(ref, { state: 'processing', stage: 'extract', reason: null, startPending: false });
      const file = await blobs.localPath(originalKey(record));
      if (!file) throw fail('file_not_found', { fileId: record.fileId });
      const fromPart = await keptParts(blobs, record);
      let publishedAtMs = Number.NEGATIVE_INFINITY;
      const reading = extractor.extract(file, {
        fromPart,
        signal: run.signal,
        onPart: async (part, { done, total }) => {
          await blobs.put(partKey(record, part.index), new TextEncoder().encode(JSON.stringify(part)));
          run.beat(done);
          if (done < total && nowMs() - publishedAtMs < progressIntervalMs) return;
          publishedAtMs = nowMs();
          await publishProgress(ref, { stage: 'extract', done, total });
        },
      });
      const outcome = await reading.catch(async (error: unknown) => {
        await forgetIfDeleted(ref);
        throw error;
      });
      if (outcome.status === 'rejected') throw rejected(outcome.reason, outcome.detail);
      return { kind: outcome.kind, partCount: outcome.parts, warnings: outcome.warnings };
    },

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
      const parts: ContentPart[] = [];
      for (let index = 0; index < partCount; index += 1) parts.push(await readPart(blobs, record, index));
      const reading = recognise({ kind, parts, warnings: extraction.warnings });
      if (reading.lines.length === 0) throw rejected('no_request_lines', 'no lines recognised');
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

const rejected = (code: RejectionCode, detail: string): Error =>
  fail('document_rejected', { code, reason: rejectionText(code), detail });

/** Parts come in order, so the first one that is missing is where reading goes on. */
const keptParts = async (blobs: BlobStore, record: DocumentRecord): Promise<number> => {
  let index = 0;
  while (await blobs.localPath(partKey(record, index))) index += 1;
  return index;
};

const readPart = async (blobs: BlobStore, record: DocumentRecord, index: number): Promise<ContentPart> => {
  const bytes = await blobs.get(partKey(record, index));
  if (!bytes) throw fail('internal', { missingPart: index });
  return ContentPart.parse(JSON.parse(new TextDecoder().decode(bytes)));
};
