import { cancellationSignal, heartbeat } from '@temporalio/activity';
import type { Reason } from '../contracts/documents.ts';
import type { Extraction, ReadingRef, ReadingService } from '../domain/documents/reading-service.ts';

export type DocumentActivities = ReturnType<typeof documentActivities>;

const heartbeatIntervalMs = 3_000;

/** Steps of reading a document. Inputs carry the run, so a repeated or late step changes nothing. */
export const documentActivities = ({ reading }: { reading: ReadingService }) => ({
  extractDocument: async (ref: ReadingRef): Promise<Extraction> => {
    // Beats also while one slow page is being read: the worker is alive, and cancellation travels with the beat.
    let done = 0;
    const pulse = setInterval(() => heartbeat({ done }), heartbeatIntervalMs);
    try {
      return await reading.extract(ref, {
        signal: cancellationSignal(),
        beat: (count) => {
          done = count;
          heartbeat({ done });
        },
      });
    } finally {
      clearInterval(pulse);
    }
  },
  recogniseDocument: (ref: ReadingRef, extraction: Extraction) => reading.recognise(ref, extraction),
  finishDocument: (ref: ReadingRef) => reading.finish(ref),
  rejectDocument: (ref: ReadingRef, reason: Reason) => reading.reject(ref, reason),
  parkDocument: (ref: ReadingRef, reason: Reason) => reading.park(ref, reason),
  cancelDocument: (ref: ReadingRef) => reading.cancelled(ref),
});
