import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { BookOpen, FileText, Inbox, Users, type LucideIcon } from 'lucide-react';
import { catalogEndpoints } from '../../../contracts/catalog.ts';
import { customerEndpoints } from '../../../contracts/customers.ts';
import { documentEndpoints } from '../../../contracts/documents.ts';
import { quoteEndpoints } from '../../../contracts/quotes.ts';
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
  const isAsked = search !== '';
  const shared = { placeholderData: keepPreviousData, staleTime: 30_000 };
  const documents = useQuery({
    ...queryOf(documentEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled: useCan('documents:read') && isAsked,
  });
  const quotes = useQuery({
    ...queryOf(quoteEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled: useCan('quotes:read') && isAsked,
  });
  const customers = useQuery({
    ...queryOf(customerEndpoints.list, { query: { search, limit } }),
    ...shared,
    enabled: useCan('customers:read') && isAsked,
  });
  const products = useQuery({
    ...queryOf(catalogEndpoints.search, { query: { q: search, limit } }),
    ...shared,
    enabled: useCan('catalog:read') && isAsked,
  });
  if (!isAsked) return { groups: [], isSearching: false };
  const groups: HitGroup[] = [
    {
      word: 'requests',
      icon: Inbox,
      hits: (documents.data?.items ?? []).map((row) => ({
        to: `/requests/${row.id}`,
        title: row.customerName ?? row.fileName,
        note: row.customerName === null ? '' : row.fileName,
      })),
    },
    {
      word: 'quotes',
      icon: FileText,
      hits: (quotes.data?.items ?? []).map((row) => ({
        to: `/quotes/${row.id}`,
        title: row.number,
        note: row.customerName ?? '',
      })),
    },
    {
      word: 'customers',
      icon: Users,
      hits: (customers.data?.items ?? []).map((row) => ({
        to: `/customers/${row.id}`,
        title: row.name,
        note: row.contacts[0]?.email ?? '',
      })),
    },
    {
      word: 'products',
      icon: BookOpen,
      hits: (products.data?.items ?? []).map(({ product }) => ({
        to: `/catalog/${product.id}`,
        title: product.name,
        note: product.sku,
      })),
    },
  ];
  return {
    groups: groups.filter(({ hits }) => hits.length > 0),
    isSearching: documents.isFetching || quotes.isFetching || customers.isFetching || products.isFetching,
  };
};
