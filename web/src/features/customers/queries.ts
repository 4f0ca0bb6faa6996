import type { QueryClient } from '@tanstack/react-query';
import { customerEndpoints, type Customer } from '../../../../contracts/customers.ts';
import { findInLists, replaceInLists } from '../../lib/list-cache.ts';
import { keyOf, queryOf } from '../../lib/query.ts';

const pageSize = 100;
export const quotePageSize = 10;

export const customerListQuery = (search: string) => ({ limit: pageSize, ...(search !== '' && { search }) });

export const customerQuery = (id: string) => queryOf(customerEndpoints.get, { params: { id } });

/** Shows a saved customer everywhere at once, in lists in place. */
export const rememberCustomer = (client: QueryClient, saved: Customer): void => {
  client.setQueryData(customerQuery(saved.id).queryKey, saved);
  replaceInLists(client, customerEndpoints.list, saved);
};

export const refreshCustomers = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: keyOf(customerEndpoints.list) });

/** A customer as some list was last answered: what a panel shows until its own answer is there. */
export const knownCustomer = (client: QueryClient, id: string): Customer | undefined =>
  findInLists(client, customerEndpoints.list, id);
