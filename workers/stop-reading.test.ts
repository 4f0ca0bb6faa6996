import { expect, test, vi } from 'vitest';
import { fail } from '../contracts/kernel/fail.ts';
import type { TaskRecord } from '../domain/mcp/tasks/task-store.ts';
import { stopReading, type StopReadingDeps } from './stop-reading.ts';

type Deps = StopReadingDeps<Pick<TaskRecord, 'workspaceId' | 'worksOn'>>;
const documentId = `doc_${'0'.repeat(26)}`;

const stop = async (refusal: Error | null, worksOn = documentId) => {
  const cancelAsOwner = vi.fn<Deps['cancelAsOwner']>(async () => {
    if (refusal) throw refusal;
  });
  const cancelRecord = vi.fn<Deps['cancelRecord']>();
  const outcome = await stopReading({ cancelAsOwner, cancelRecord })({ workspaceId: 'wsp_1', worksOn }).then(
    () => 'done',
    () => 'tried again',
  );
  return [outcome, cancelAsOwner.mock.calls.length, cancelRecord.mock.calls];
};

test('a reading is cancelled as its owner, and by its record where they may not come in any more', async () => {
  expect(await stop(null)).toEqual(['done', 1, []]);
  expect(await stop(fail('invalid_token'))).toEqual(['done', 1, [['wsp_1', documentId]]]);
  expect(await stop(fail('document_not_found', { documentId }))).toEqual(['done', 1, []]);
  expect(await stop(fail('service_unavailable'))).toEqual(['tried again', 1, []]);
});

test('a quote is not stopped', async () => {
  expect(await stop(null, `quo_${'0'.repeat(26)}`)).toEqual(['done', 0, []]);
});
