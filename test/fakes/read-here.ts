import { readFile } from 'node:fs/promises';
import type { ExtractOutcome, Extractor } from '../../domain/documents/content.ts';
import { createPartSink } from '../../infra/extract/part-sink.ts';
import { readBytes } from '../../infra/extract/read-document.ts';
import { Rejected } from '../../infra/extract/rejected.ts';

const rejected = (error: unknown): ExtractOutcome => ({
  status: 'rejected',
  reason: error instanceof Rejected ? error.reason : 'corrupt',
  detail: String(error),
});

/** Reads documents as the real extractor does, but in this process. */
export const readHere: Extractor = {
  extract: async (path, { onPart }) => {
    const deliver = async (...[part, done, total]: Parameters<Parameters<typeof createPartSink>[1]>) =>
      onPart(part, { done, total });
    const sink = createPartSink(0, deliver, () => undefined);
    return await readBytes(await readFile(path), 'Document', sink).then(
      (kind): ExtractOutcome => ({ status: 'ok', kind, parts: sink.next, warnings: [] }),
      rejected,
    );
  },
};
