import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BookOpen, FileText, Inbox, Server, Users, Wrench, type LucideIcon } from 'lucide-react';
import { catalogEndpoints } from '../../../contracts/catalog.ts';
import { customerEndpoints } from '../../../contracts/customers.ts';
import { documentEndpoints } from '../../../contracts/documents.ts';
import { quoteEndpoints } from '../../../contracts/quotes.ts';
import { mcpToolEndpoints } from '../../../contracts/mcp-calls.ts';
import { mcpServerEndpoints } from '../../../contracts/mcp-servers.ts';
import { queryOf } from '../lib/query.ts';
import { useCan } from '../lib/session.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import type { appWords } from './app-words.ts';

export interface PaletteHit {
  to: string;
  title: string;
  note: string;
}

interface HitGroup {
  word: keyof typeof appWords;
  icon: LucideIcon;
  hits: readonly PaletteHit[];
}

const limit = 5;

/** What the palette finds for a term, by noun; nouns the person may not read are not asked for. */
export const usePaletteHits = (typed: string): { groups: readonly HitGroup[]; isSearching: boolean } => {
  const search = useDebounced(typed.trim());
  const found = [
    useRequestHits(search),
    useQuoteHits(search),
    useCustomerHits(search),
    useProductHits(search),
    useServerHits(search),
    useToolHits(search),
  ];
  if (search === '') return { groups: [], isSearching: false };
  return {
    groups: found.map(({ group }) => group).filter(({ hits }) => hits.length > 0),
    isSearching: found.some(({ isFetching }) => isFetching),
  };
};

interface Found {
  group: HitGroup;
  isFetching: boolean;
}

const shared = { placeholderData: keepPreviousData, staleTime: 30_000 };

const useRequestHits = (search: string): Found => {
  const enabled = useCan('documents:read') && search !== '';
  const { data, isFetching } = useQuery({
    ...queryOf(documentEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled,
  });
  const hits = (data?.items ?? []).map((row) => ({
    to: `/requests/${row.id}`,
    title: row.customerName ?? row.fileName,
    note: row.customerName === null ? '' : row.fileName,
  }));
  return { group: { word: 'requests', icon: Inbox, hits }, isFetching };
};

const useQuoteHits = (search: string): Found => {
  const enabled = useCan('quotes:read') && search !== '';
  const { data, isFetching } = useQuery({
    ...queryOf(quoteEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled,
  });
  const hits = (data?.items ?? []).map((row) => ({
    to: `/quotes/${row.id}`,
    title: row.number,
    note: row.customerName ?? '',
  }));
  return { group: { word: 'quotes', icon: FileText, hits }, isFetching };
};

const useCustomerHits = (search: string): Found => {
  const enabled = useCan('customers:read') && search !== '';
  const { data, isFetching } = useQuery({
    ...queryOf(customerEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled,
  });
  const hits = (data?.items ?? []).map((row) => ({
    to: `/customers/${row.id}`,
    title: row.name,
    note: row.contacts[0]?.email ?? '',
  }));
  return { group: { word: 'customers', icon: Users, hits }, isFetching };
};

const useProductHits = (search: string): Found => {
  const enabled = useCan('catalog:read') && search !== '';
  const { data, isFetching } = useQuery({
    ...queryOf(catalogEndpoints.search, { query: { q: search, limit } }),
    ...shared,
    enabled,
  });
  const hits = (data?.items ?? []).map(({ product }) => ({
    to: `/catalog/${product.id}`,
    title: product.name,
    note: product.sku,
  }));
  return { group: { word: 'products', icon: BookOpen, hits }, isFetching };
};

const useServerHits = (search: string): Found => {
  const enabled = useCan('mcp-servers:read') && search !== '';
  const { data, isFetching } = useQuery({
    ...queryOf(mcpServerEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled,
  });
  const hits = (data?.items ?? []).map(({ id, title, name }) => ({
    to: `/servers/${id}`,
    title,
    note: title === name ? '' : name,
  }));
  return { group: { word: 'servers', icon: Server, hits }, isFetching };
};

const useToolHits = (search: string): Found => {
  const enabled = useCan('mcp-tools:use') && search !== '';
  const { data, isFetching } = useQuery({
    ...queryOf(mcpToolEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled,
  });
  const hits = (data?.items ?? []).map(({ name, title }) => ({
    to: `/tools/try?${new URLSearchParams({ tool: name })}`,
    title: title ?? name,
    note: title === null ? '' : name,
  }));
  return { group: { word: 'tools', icon: Wrench, hits }, isFetching };
};
