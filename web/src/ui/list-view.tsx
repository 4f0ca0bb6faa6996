import type { ReactNode } from 'react';
import { useWords } from '../lib/i18n.ts';
import { Button } from './button.tsx';
import { ErrorState } from './error-state.tsx';
import { InlineError } from './inline-error.tsx';
import { LoadMore } from './load-more.tsx';
import { SkeletonRows } from './skeleton.tsx';
import { uiWords } from './ui-words.ts';

/** What `useInfiniteList` answers with. */
export interface LoadedList<T> {
  items: readonly T[] | undefined;
  error: Error | null;
  isRefreshing: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

interface ListViewProps<T> {
  list: LoadedList<T>;
  /** What stands there when the list is empty. */
  empty: ReactNode;
  skeleton?: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}

/** Loading, error, empty, or the rows with the way to more of them; rows stay when a refresh fails. */
export const ListView = <T,>({ list, empty, skeleton = <SkeletonRows />, children }: ListViewProps<T>) => {
  const t = useWords(uiWords);
  if (list.items === undefined) return list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : skeleton;
  return (
    <>
      {list.error && (
        <div className="flex flex-wrap items-center gap-3 px-4 pb-3 md:px-8">
          <InlineError error={list.error} />
          <Button size="small" onClick={list.retry}>
            {t('retry')}
          </Button>
        </div>
      )}
      {list.items.length === 0 ? empty : children(list.items)}
      <LoadMore {...list} />
    </>
  );
};
