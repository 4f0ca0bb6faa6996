import type { QueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { CallError } from '../../../../contracts/kernel/client.ts';
import { authEndpoints, serviceAccountEndpoints, userEndpoints, type User } from '../../../../contracts/identity.ts';
import { call, callPublic } from '../../lib/api.ts';
import { findInLists } from '../../lib/list-cache.ts';
import { keyOf, queryOf } from '../../lib/query.ts';

const pageSize = 100;

export const sessionsQuery = queryOf(authEndpoints.sessions);
export const userListQuery = { limit: pageSize };
export const accountListQuery = { limit: pageSize };

export const refreshUsers = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: keyOf(userEndpoints.list) });

export const refreshAccounts = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: keyOf(serviceAccountEndpoints.list) });

/** A user as the list was last answered. */
export const knownUser = (client: QueryClient, id: string): User | undefined =>
  findInLists(client, userEndpoints.list, id);

/**
 * Changes the own password. A 401 may mean that the current password is wrong: then there is nothing to refresh, and a
 * second try would only count against the limit.
 */
export const changePassword = async (body: z.input<typeof authEndpoints.changePassword.body>): Promise<void> => {
  try {
    await callPublic(authEndpoints.changePassword, { body });
  } catch (error) {
    const isSignedOut = error instanceof CallError && error.status === 401 && error.code !== 'invalid_credentials';
    if (!isSignedOut) throw error;
    await call(authEndpoints.changePassword, { body });
  }
};
