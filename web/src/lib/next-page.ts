import type { InfiniteData, InfiniteQueryObserverResult } from '@tanstack/react-query';

interface PagedList {
  readonly data: InfiniteData<unknown> | undefined;
  readonly fetchNextPage: (options: {
    cancelRefetch: false;
  }) => Promise<Pick<InfiniteQueryObserverResult<InfiniteData<unknown>>, 'data' | 'hasNextPage' | 'isError'>>;
}

/** A list that is read again each time is let be. */
const MOST_TRIES = 10;

/**
 * Reads the page after those that are there. An event that has the list read again meanwhile takes the page away with the
 * read that would have brought it; then it is asked for once more.
 */
export const readNextPage = async ({ data, fetchNextPage }: PagedList): Promise<void> => {
  const known = data?.pages.length ?? 0;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const now = await fetchNextPage({ cancelRefetch: false });
    if (now.isError || !now.hasNextPage || (now.data?.pages.length ?? 0) > known) return;
  }
};
