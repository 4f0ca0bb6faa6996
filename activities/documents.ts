import { cancellationSignal } from '@temporalio/activity';
import type { Reason } from '../contracts/documents.ts';
import type { Extraction, ReadingRef, ReadingService } from '../domain/documents/reading-service.ts';
import { withHeartbeat } from './kernel/with-heartbeat.ts';

export type DocumentActivities = ReturnType<typeof documentActivities>;

/** Steps of reading a document. Inputs carry the run, so a repeated or late step changes nothing. */
export const documentActivities = ({ reading }: { reading: ReadingService }) => ({
  extractDocument: async (ref: ReadingRef): Promise<Extraction> => {
    let done = 0;
    const beat = (count: number): void => {
      done = count;
    };
    return await withHeartbeat(
      () => reading.extract(ref, { signal: cancellationSignal(), beat }),
      () => ({ done }),
    );
  },
  recogniseDocument: (ref: ReadingRef, extraction: Extraction) => reading.recognise(ref, extraction),
  finishDocument: (ref: ReadingRef) => reading.finish(ref),
  rejectDocument: (ref: ReadingRef, reason: Reason) => reading.reject(ref, reason),
  parkDocument: (ref: ReadingRef, reason: Reason) => reading.park(ref, reason),
  cancelDocument: (ref: ReadingRef) => reading.cancelled(ref),
});
