import { fail } from '../../contracts/kernel/fail.ts';
import type { BlobStore } from '../blob-store.ts';
import { originalKey, partKey } from './document-keys.ts';
import type { DocumentRun } from './document-run.ts';
import type { DocumentRecord } from './document-store.ts';
import type { Extraction, ReadingRef, ReadingServiceDeps } from './reading-service.ts';
import { rejected } from './rejected.ts';

const progressIntervalMs = 100;

type Deps = Pick<ReadingServiceDeps, 'blobs' | 'extractor' | 'nowMs'> & { run: DocumentRun };

/** The longest step of a reading: page by page, each kept as it comes. */
export const documentExtraction = ({ blobs, extractor, nowMs, run }: Deps) => ({
  /** Extracts pages or sheets and keeps each as it comes; parts that are kept already are not read again. */
  extract: async (
    ref: ReadingRef,
    work: { signal: AbortSignal; beat: (done: number) => void },
  ): Promise<Extraction> => {
    const record = await run.change(ref, { state: 'processing', stage: 'extract', reason: null, startPending: false });
    const file = await blobs.localPath(originalKey(record));
    if (!file) throw fail('file_not_found', { fileId: record.fileId });
    const fromPart = await keptParts(blobs, record);
    let publishedAtMs = Number.NEGATIVE_INFINITY;
    const reading = extractor.extract(file, {
      fromPart,
      signal: work.signal,
      onPart: async (part, { done, total }) => {
        await blobs.put(partKey(record, part.index), new TextEncoder().encode(JSON.stringify(part)));
        work.beat(done);
        if (done < total && nowMs() - publishedAtMs < progressIntervalMs) return;
        publishedAtMs = nowMs();
        await run.publishProgress(ref, { stage: 'extract', done, total });
      },
    });
    const outcome = await reading.catch(async (error: unknown) => {
      await run.forgetIfDeleted(ref);
      throw error;
    });
    if (outcome.status === 'rejected') throw rejected(outcome.reason, outcome.detail);
    return { kind: outcome.kind, partCount: outcome.parts, warnings: outcome.warnings };
  },
});

/** Parts come in order, so the first one that is missing is where reading goes on. */
const keptParts = async (blobs: BlobStore, record: DocumentRecord): Promise<number> => {
  let index = 0;
  while (await blobs.localPath(partKey(record, index))) index += 1;
  return index;
};
