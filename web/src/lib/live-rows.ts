import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { Page } from '../../../contracts/kernel/page.ts';

interface Row {
  id: string;
}
type List<T> = InfiniteData<Page<T>>;

export const isBeingRead = (queryClient: QueryClient, queryKey: QueryKey): boolean =>
  queryClient.getQueryState(queryKey)?.fetchStatus === 'fetching';

/** An answer that is still on its way may be older than the event: it is given up for one that is not. */
export const readAgain = (queryClient: QueryClient, queryKey: QueryKey): void => {
  void queryClient
    .cancelQueries({ queryKey, exact: true })
    .then(() => queryClient.invalidateQueries({ queryKey, exact: true }));
};

/**
 * Replaces a row in every list that holds it, unless what the list holds is newer; lists that may have to show it now
 * are asked again.
 */
export const putRow = <T extends Row>(
  queryClient: QueryClient,
  path: string,
  changed: T,
  isNewer: (before: T, changed: T) => boolean,
): void => {
  for (const [queryKey, list] of queryClient.getQueriesData<List<T>>({ queryKey: [path, 'list'] })) {
    const before = list?.pages.flatMap((page) => page.items).find((row) => row.id === changed.id);
    const isFiltered = Object.values(queryKey[2] ?? {}).some((value) => value !== undefined);
    if (isBeingRead(queryClient, queryKey)) readAgain(queryClient, queryKey);
    else if (!before || isFiltered) void queryClient.invalidateQueries({ queryKey, exact: true });
    else if (isNewer(before, changed)) {
      queryClient.setQueryData<List<T>>(
        queryKey,
        mapList((row) => (row.id === changed.id ? changed : row)),
      );
    }
  }
};

export const dropRow = (queryClient: QueryClient, path: string, id: string): void => {
  queryClient.setQueriesData<List<Row>>(
    { queryKey: [path, 'list'] },
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({ ...page, items: page.items.filter((row) => row.id !== id) })),
      },
  );
};

export const mapRows = <T extends Row>(queryClient: QueryClient, path: string, map: (row: T) => T): void => {
  queryClient.setQueriesData<List<T>>({ queryKey: [path, 'list'] }, mapList(map));
};

const mapList =
  <T>(map: (row: T) => T) =>
  (list: List<T> | undefined): List<T> | undefined =>
    list && { ...list, pages: list.pages.map((page) => ({ ...page, items: page.items.map(map) })) };
