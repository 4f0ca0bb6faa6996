import type { QueryClient } from '@tanstack/react-query';
import { catalogEndpoints, type CatalogImport, type Product } from '../../../../contracts/catalog.ts';
import { findInLists, replaceInLists } from '../../lib/list-cache.ts';
import { keyOf, queryOf } from '../../lib/query.ts';

export type Shown = 'active' | 'inactive' | 'all';

const pageSize = 100;
const pollMs = 700;

/** Query of the product list for what the page shows. */
export const productListQuery = ({ search, shown }: { search: string; shown: Shown }) => ({
  limit: pageSize,
  ...(search !== '' && { search }),
  ...(shown !== 'all' && { active: shown === 'active' ? ('true' as const) : ('false' as const) }),
});

export const productQuery = (id: string) => queryOf(catalogEndpoints.get, { params: { id } });

/** An import; asked again every moment while it is applied. */
export const importQuery = (id: string) => ({
  ...queryOf(catalogEndpoints.getImport, { params: { id } }),
  refetchInterval: (query: { state: { data: CatalogImport | undefined } }) =>
    query.state.data?.state === 'applying' ? pollMs : false,
});

export const rememberImport = (client: QueryClient, saved: CatalogImport): void => {
  client.setQueryData(importQuery(saved.id).queryKey, saved);
};

/** Shows a saved product everywhere at once, in lists in place. */
export const rememberProduct = (client: QueryClient, saved: Product): void => {
  client.setQueryData(productQuery(saved.id).queryKey, saved);
  replaceInLists(client, catalogEndpoints.list, saved);
};

export const refreshProducts = (client: QueryClient): Promise<void> =>
  client.invalidateQueries({ queryKey: keyOf(catalogEndpoints.list) });

/** A product as some list was last answered: what a panel shows until its own answer is there. */
export const knownProduct = (client: QueryClient, id: string): Product | undefined =>
  findInLists(client, catalogEndpoints.list, id);
