import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import { catalogEndpoints } from '../../../contracts/catalog.ts';
import {
  documentEndpoints,
  type Document,
  type DocumentStatus,
  type DocumentSummary,
} from '../../../contracts/documents.ts';
import type { EventEnvelope } from '../../../contracts/events.ts';
import type { Page } from '../../../contracts/kernel/page.ts';
import { quoteEndpoints, type Quote, type QuoteListItem } from '../../../contracts/quotes.ts';
import { keyOf, queryOf } from './query.ts';

interface Row {
  id: string;
  version: number;
}
type List<T> = InfiniteData<Page<T>>;

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
  }
};

const documentChanged = (queryClient: QueryClient, changed: DocumentSummary): void => {
  putRow(queryClient, documentEndpoints.list.path, changed);
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
  putRow(queryClient, quoteEndpoints.list.path, changed);
  const { queryKey } = queryOf(quoteEndpoints.get, { params: { id: changed.id } });
  if (isBeingRead(queryClient, queryKey)) return readAgain(queryClient, queryKey);
  const before: Quote | undefined = queryClient.getQueryData(queryKey);
  if (before && before.version < changed.version) void queryClient.invalidateQueries({ queryKey });
};

const isBeingRead = (queryClient: QueryClient, queryKey: QueryKey): boolean =>
  queryClient.getQueryState(queryKey)?.fetchStatus === 'fetching';

/** An answer that is still on its way may be older than the event: it is given up for one that is not. */
const readAgain = (queryClient: QueryClient, queryKey: QueryKey): void => {
  void queryClient
    .cancelQueries({ queryKey, exact: true })
    .then(() => queryClient.invalidateQueries({ queryKey, exact: true }));
};

/** Replaces a row in every list that holds it; lists that may have to show it now are asked again. */
const putRow = (queryClient: QueryClient, path: string, changed: Row): void => {
  for (const [queryKey, list] of queryClient.getQueriesData<List<Row>>({ queryKey: [path, 'list'] })) {
    const before = list?.pages.flatMap((page) => page.items).find((row) => row.id === changed.id);
    const isFiltered = Object.values(queryKey[2] ?? {}).some((value) => value !== undefined);
    if (isBeingRead(queryClient, queryKey)) readAgain(queryClient, queryKey);
    else if (!before || isFiltered) void queryClient.invalidateQueries({ queryKey, exact: true });
    else if (before.version <= changed.version) {
      queryClient.setQueryData<List<Row>>(
        queryKey,
        mapList((row) => (row.id === changed.id ? changed : row)),
      );
    }
  }
};

const dropRow = (queryClient: QueryClient, path: string, id: string): void => {
  queryClient.setQueriesData<List<Row>>(
    { queryKey: [path, 'list'] },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) })),
      },
  );
};

const mapRows = <T extends Row>(queryClient: QueryClient, path: string, map: (row: T) => T): void => {
  queryClient.setQueriesData<List<T>>({ queryKey: [path, 'list'] }, mapList(map));
};

const mapList =
  <T>(map: (row: T) => T) =>
  (list: List<T> | undefined): List<T> | undefined =>
    list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(map) })) };
