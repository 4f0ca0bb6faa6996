import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Page } from '../../../contracts/kernel/page.ts';

interface Item {
  id: string;
}

/** An endpoint that answers with pages of items. */
interface ListEndpoint<T> {
  path: string;
  reply: z.ZodType<Page<T>>;
}

const keyOfLists = (endpoint: { path: string }) => [endpoint.path, 'list'];

/** Shows a saved item in every list of the endpoint, in place. */
export const replaceInLists = <T extends Item>(client: QueryClient, endpoint: ListEndpoint<T>, saved: T): void => {
  client.setQueriesData<InfiniteData<Page<T>>>(
    { queryKey: keyOfLists(endpoint) },
    (data) =>
      data && {
        ...data,
        pages: data.pages.map((page) => ({
          ...page,
          items: page.items.map((item) => (item.id === saved.id ? saved : item)),
        })),
      },
  );
};

/** An item as some list of the endpoint was last answered: what a panel shows until its own answer is there. */
export const findInLists = <T extends Item>(
  client: QueryClient,
  endpoint: ListEndpoint<T>,
  id: string,
): T | undefined =>
  client
    .getQueriesData<InfiniteData<Page<T>>>({ queryKey: keyOfLists(endpoint) })
    .flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? [])
    .find((item) => item.id === id);
