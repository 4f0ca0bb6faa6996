import type { QueryClient } from '@tanstack/react-query';
import { catalogEndpoints } from '../../../contracts/catalog.ts';
import {
  documentEndpoints,
  type Document,
  type DocumentStatus,
  type DocumentSummary,
} from '../../../contracts/documents.ts';
import type { EventEnvelope } from '../../../contracts/events.ts';
import { quoteEndpoints, type Quote, type QuoteListItem } from '../../../contracts/quotes.ts';
import { dropRow, isBeingRead, mapRows, putRow, readAgain } from './live-rows.ts';
import { applyMcpEvent } from './mcp-event-cache.ts';
import { keyOf, queryOf } from './query.ts';

const isNewer = (before: { version: number }, changed: { version: number }): boolean =>
  before.version <= changed.version;

/** Writes an event into everything that was read before, so that pages move without asking again. */
export const applyEvent = (queryClient: QueryClient, event: EventEnvelope): void => {
  switch (event.type) {
    case 'document_changed':
      return documentChanged(queryClient, event.data);
    case 'document_progress':
      return documentProgressed(queryClient, event.data);
    case 'document_deleted':
      return dropRow(queryClient, documentEndpoints.list.path, event.data.id);
    case 'quote_changed':
      return quoteChanged(queryClient, event.data);
    case 'catalog_changed':
      for (const endpoint of [catalogEndpoints.list, catalogEndpoints.search]) {
        void queryClient.invalidateQueries({ queryKey: keyOf(endpoint) });
      }
      return;
    case 'workflow_progress':
      return;
    case 'server_status':
    case 'server_removed':
    case 'deployment_status':
    case 'deployment_log':
    case 'connection_status':
    case 'task_status':
      return applyMcpEvent(queryClient, event);
  }
};

const documentChanged = (queryClient: QueryClient, changed: DocumentSummary): void => {
  putRow(queryClient, documentEndpoints.list.path, changed, isNewer);
  const options = queryOf(documentEndpoints.get, { params: { id: changed.id } });
  if (isBeingRead(queryClient, options.queryKey)) return readAgain(queryClient, options.queryKey);
  const before: Document | undefined = queryClient.getQueryData(options.queryKey);
  if (!before || before.version > changed.version) return;
  queryClient.setQueryData(options.queryKey, { ...before, ...changed });
  const isReread = before.state !== changed.state || before.lineCount !== changed.lineCount;
  if (isReread) void queryClient.invalidateQueries({ queryKey: options.queryKey });
};

/** Pages read so far. Progress carries no version: it never sets a finished document back to reading. */
const documentProgressed = (queryClient: QueryClient, { documentId, done, total, stage }: DocumentStatus): void => {
  const move = <T extends DocumentSummary>(row: T): T =>
    row.id === documentId && (row.state === 'processing' || row.state === 'uploaded')
      ? { ...row, state: 'processing' as const, done: Math.max(done, row.stage === stage ? row.done : 0), total, stage }
      : row;
  mapRows<DocumentSummary>(queryClient, documentEndpoints.list.path, move);
  queryClient.setQueryData<Document>(
    queryOf(documentEndpoints.get, { params: { id: documentId } }).queryKey,
    (before) => before && move(before),
  );
};

const quoteChanged = (queryClient: QueryClient, changed: QuoteListItem): void => {
  putRow(queryClient, quoteEndpoints.list.path, changed, isNewer);
  const { queryKey } = queryOf(quoteEndpoints.get, { params: { id: changed.id } });
  if (isBeingRead(queryClient, queryKey)) return readAgain(queryClient, queryKey);
  const before: Quote | undefined = queryClient.getQueryData(queryKey);
  if (before && before.version < changed.version) void queryClient.invalidateQueries({ queryKey });
};
