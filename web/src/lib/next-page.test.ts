import { InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { readNextPage } from './next-page.ts';

interface Numbers {
  readonly items: readonly number[];
  readonly next: number | null;
}

const listed = async (read: (from: number) => Promise<Numbers>) => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const observer = new InfiniteQueryObserver(queryClient, {
    queryKey: ['numbers'],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: 0,
    getNextPageParam: (page: Numbers) => page.next,
  });
  const stop = observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true));
  const items = () => observer.getCurrentResult().data?.pages.flatMap((page) => page.items);
  return { queryClient, items, stop, more: () => readNextPage(observer.getCurrentResult()) };
};

test('a list that is read again while its next page comes has that page all the same', async () => {
  const slow = Promise.withResolvers<Numbers>();
  const read = vi.fn<(from: number) => Promise<Numbers>>(async (from) => ({ items: [from], next: from + 1 }));
  const { queryClient, items, stop, more } = await listed(read);
  read.mockReturnValueOnce(slow.promise);
  const reading = more();
  await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(2));
  await queryClient.invalidateQueries({ queryKey: ['numbers'] });
  slow.resolve({ items: [-1], next: null });
  await reading;
  expect(items()).toEqual([0, 1]);
  stop();
});

test('a page that fails is not asked for again by itself', async () => {
  const read = vi.fn<(from: number) => Promise<Numbers>>(async (from) => {
    if (from > 0) throw new Error('away');
    return { items: [from], next: 1 };
  });
  const { items, stop, more } = await listed(read);
  await more();
  expect(items()).toEqual([0]);
  expect(read).toHaveBeenCalledTimes(2);
  stop();
});
