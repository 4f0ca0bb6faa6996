import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { documentEndpoints, type Document } from '../../../contracts/documents.ts';
import { EventEnvelope } from '../../../contracts/events.ts';
import { applyEvent } from './event-cache.ts';
import { queryOf } from './query.ts';

// The browser's stores, which the modules below look at when they are loaded.
vi.hoisted(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {} });
});

const id = 'doc_00000000000000000000000000';

const documentAt = (version: number): Document => ({
  id,
  fileId: 'fil_00000000000000000000000000',
  fileName: 'request.csv',
  sizeBytes: 1,
  sha256: '',
  kind: 'csv',
  state: 'ready',
  stage: 'done',
  done: 1,
  total: 1,
  reason: null,
  customerName: null,
  reference: null,
  lineCount: 1,
  uploadedBy: { id: 'usr_x', name: 'Ann' },
  quote: null,
  createdAt: '2026-11-21T08:00:00.000Z',
  updatedAt: '2026-11-21T08:00:00.000Z',
  version,
  fields: null,
  lines: [],
  warnings: [],
  partCount: 1,
});

const changedAt = (version: number): EventEnvelope => {
  const { fields: _fields, lines: _lines, warnings: _warnings, partCount: _parts, ...data } = documentAt(version);
  const timestamp = '2026-11-21T08:00:01.000Z';
  return EventEnvelope.parse({ type: 'document_changed', data, timestamp, session_id: 'workspace', seq: 1 });
};

test('an answer that was on its way when the event came does not bring the old state back', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { queryKey } = queryOf(documentEndpoints.get, { params: { id } });
  const answers = [Promise.withResolvers<Document>(), Promise.withResolvers<Document>()];
  const read = vi.fn<() => Promise<Document>>();
  for (const { promise } of answers) read.mockReturnValueOnce(promise);
  const stop = new QueryObserver(queryClient, { queryKey, queryFn: read }).subscribe(() => undefined);

  applyEvent(queryClient, changedAt(2));
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  answers[0]?.resolve(documentAt(1));
  answers[1]?.resolve(documentAt(2));
  await vi.waitFor(() => expect(queryClient.getQueryData<Document>(queryKey)?.version).toBe(2));
  stop();
});
