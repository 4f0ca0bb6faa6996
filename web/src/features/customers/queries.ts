import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { customerEndpoints, type Customer } from '../../../../contracts/customers.ts';
import type { Page } from '../../../../contracts/kernel/page.ts';
import { keyOf, queryOf } from '../../lib/query.ts';

const pageSize = 100;
export const quotePageSize = 10;

export const customerListQuery = (search: string) => ({ limit: pageSize, ...(search !== '' && { search }) });

export const customerQuery = (id: string) => queryOf(customerEndpoints.get, { params: { id } });

/** Shows a saved customer everywhere at once, in lists in place. */
export const rememberCustomer = (client: QueryClient, saved: Customer): void => {
  client.setQueryData(customerQuery(saved.id).queryKey, saved);
  client.setQueriesData<InfiniteData<Page<Customer>>>(
    { queryKey: [customerEndpoints.list.path, 'list'] },
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

export const refreshCustomers = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: keyOf(customerEndpoints.list) });

/** A customer as some list was last answered: what a panel shows until its own answer is there. */
export const knownCustomer = (client: QueryClient, id: string): Customer | undefined =>
  client
    .getQueriesData<InfiniteData<Page<Customer>>>({ queryKey: [customerEndpoints.list.path, 'list'] })
    .flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? [])
    .find((item) => item.id === id);
