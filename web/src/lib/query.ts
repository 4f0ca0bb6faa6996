import {
  infiniteQueryOptions,
  QueryClient,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  type UseMutationOptions,
} from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import { CallError, type CallInput } from '../../../contracts/kernel/client.ts';
import type { Endpoint } from '../../../contracts/kernel/endpoint.ts';
import type { Page } from '../../../contracts/kernel/page.ts';
import { call } from './api.ts';
import { readNextPage } from './next-page.ts';
import { writeOnce } from './write.ts';

/** Whether the same call may succeed by itself in a moment. */
export const isPassing = (error: unknown): boolean =>
  error instanceof CallError && (error.status === 0 || error.status === 429 || error.status >= 502);

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 10 * 60_000,
        networkMode: 'offlineFirst',
        retry: (failures, error) => failures < 2 && isPassing(error),
      },
      mutations: { networkMode: 'offlineFirst' },
    },
  });

/** Key of everything read from an endpoint; use it to invalidate: `invalidateQueries({ queryKey: keyOf(e.list) })`. */
export const keyOf = (endpoint: { path: string }, input?: unknown): readonly unknown[] =>
  input === undefined ? [endpoint.path] : [endpoint.path, input];

/** Query options for a read: `useQuery(queryOf(quoteEndpoints.get, { params: { id } }))`. */
export const queryOf = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: Pick<CallInput<z.input<P>, z.input<Q>, z.input<B>>, 'params' | 'query'> = {},
) =>
  queryOptions<z.output<R>>({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, { ...input, signal }),
  });

/** Infinite query options for a list that is paged by cursor. */
export const listOf = <T, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, z.ZodType<Page<T>>>,
  query: z.input<Q>,
) =>
  infiniteQueryOptions({
    queryKey: [endpoint.path, 'list', query],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      call(endpoint, { query: pageParam === '' ? query : withCursor(query, pageParam), signal }),
    getNextPageParam: (page) => page.nextCursor,
  });

const withCursor = <Q>(query: Q, cursor: string): Q => ({ ...query, cursor });

/** What `useInfiniteList` answers. */
export interface InfiniteList<T> {
  /** Undefined until the first page is there. */
  items: readonly T[] | undefined;
  error: Error | null;
  isLoading: boolean;
  isRefreshing: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/**
 * A cursor-paged list as one array, with `loadMore` while `hasMore`. Rows stay visible while a new filter loads
 * (`isRefreshing`).
 */
export const useInfiniteList = <T, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, z.ZodType<Page<T>>>,
  query: z.input<Q>,
): InfiniteList<T> => {
  const result = useInfiniteQuery({ ...listOf(endpoint, query), placeholderData: (previous) => previous });
  const items = useMemo(() => result.data?.pages.flatMap((page) => page.items), [result.data]);
  return {
    items,
    error: result.error,
    isLoading: result.isPending,
    isRefreshing: result.isPlaceholderData,
    hasMore: result.hasNextPage,
    isLoadingMore: result.isFetchingNextPage,
    loadMore: () => void readNextPage(result),
    retry: () => void result.refetch(),
  };
};

type WriteInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = CallInput<
  z.input<P>,
  z.input<Q>,
  z.input<B>
>;

/**
 * A write. It is sent again with the same `Idempotency-Key` when the network or the server fails for a moment:
 * `const rename = useWrite(customerEndpoints.update, { onSuccess }); rename.mutate({ params, body })`.
 */
export const useWrite = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  options: Omit<UseMutationOptions<z.output<R>, Error, WriteInput<P, Q, B>>, 'mutationFn'> = {},
) =>
  useMutation<z.output<R>, Error, WriteInput<P, Q, B>>({
    ...options,
    mutationFn: (input) => writeOnce(call, endpoint, input),
  });
