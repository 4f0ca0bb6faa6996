import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { CallError } from '../../../contracts/kernel/client.ts';
import { SessionContext, sessionQuery } from '../lib/session.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LiveProvider } from './live-provider.tsx';
import { ShellSkeleton } from './shell-skeleton.tsx';

const isUnauthenticated = (error: unknown): boolean => error instanceof CallError && error.status === 401;

/** Lets only people in who are signed in; others go to the sign-in page and come back to the same place. */
export const RequireSession = () => {
  const { data, error, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (data) {
    return (
      <SessionContext value={data}>
        <LiveProvider>
          <Outlet />
        </LiveProvider>
      </SessionContext>
    );
  }
  if (data === null || isUnauthenticated(error)) {
    const here = pathname + search;
    return <Navigate to={here === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: here })}`} replace />;
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <ShellSkeleton />;
};
