import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { SkeletonRows } from './skeleton.tsx';

interface QueryViewProps<T> {
  query: UseQueryResult<T>;
  /** In the shape of the content. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, error or content of one query; content that is there stays while it is refreshed. */
export const QueryView = <T,>({ query, skeleton = <SkeletonRows />, children }: QueryViewProps<T>) => {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton;
};
