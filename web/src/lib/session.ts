import { queryOptions } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Permission } from '../../../contracts/access.ts';
import { authEndpoints, type CurrentSession } from '../../../contracts/identity.ts';
import { api, call } from './api.ts';

/** Who is signed in; null once the sign-in ended. */
export const sessionQuery = queryOptions<CurrentSession | null>({
  queryKey: [authEndpoints.session.path],
  queryFn: async ({ signal }) => api.adopt(await call(authEndpoints.session, { signal })),
  staleTime: Infinity,
  gcTime: Infinity,
});

export const SessionContext = createContext<CurrentSession | null>(null);

/** The person who is signed in. Only inside the signed-in part of the app. */
export const useSession = (): CurrentSession => {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession needs the signed-in part of the app around it');
  return session;
};

/** Whether this person may do something: hide or disable what they may not. */
export const useCan = (permission: Permission): boolean => useSession().permissions.includes(permission);
