import { fail } from '../../contracts/kernel/fail.ts';
import { documentFolder } from './document-keys.ts';
import { documentNews } from './document-news.ts';
import type { ReadingRef, ReadingServiceDeps } from './reading-service.ts';
import type { DocumentChange, DocumentRecord } from './document-store.ts';

/** A document that a person gave up stays so, also while the news has not reached every step. */
const notGivenUp = ['uploaded', 'processing', 'ready', 'needs_attention', 'rejected', 'failed'] as const;

/** What one run of a reading writes: nothing, once a later run, a cancellation or a deletion overtook it. */
export const documentRun = ({
  documents,
  blobs,
  events,
}: Pick<ReadingServiceDeps, 'documents' | 'blobs' | 'events'>) => {
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

  return { change, publishProgress, settle, forgetIfDeleted };
};

export type DocumentRun = ReturnType<typeof documentRun>;
