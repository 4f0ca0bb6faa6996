import { FileText } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { quoteEndpoints, type QuoteListItem } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList, type InfiniteList } from '../../lib/query.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { quoteFilters } from './quote-filters.ts';
import { QuoteTable } from './quote-table.tsx';
import { quoteWords } from './quote-words.ts';

export const QuotesPage = () => {
  const t = useWords(quoteWords);
  const [params, setParams] = useSearchParams();
  const { typed, search, setText } = useSearchText();
  const filter = quoteFilters.find(({ value }) => value === params.get('state')) ?? quoteFilters[0];
  const list = useInfiniteList(quoteEndpoints.list, {
    search: search === '' ? undefined : search,
    preparation: filter?.preparations,
  });
  const setState = (value: string) =>
    setParams((before) => withParam(before, 'state', value === 'all' ? '' : value), { replace: true });
  const isFiltered = search !== '' || filter?.preparations !== undefined;
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3 md:px-8">
        <FilterChips
          label={t('filter')}
          options={quoteFilters.map(({ value, word }) => ({ value, label: t(word) }))}
          value={filter?.value ?? 'all'}
          onChange={setState}
        />
        <SearchInput label={t('search')} value={typed} onChange={setText} className="w-full md:w-80" />
      </div>
      <QuoteList list={list} isFiltered={isFiltered} onClear={() => setParams({}, { replace: true })} />
    </>
  );
};

interface QuoteListProps {
  list: InfiniteList<QuoteListItem>;
  isFiltered: boolean;
  onClear: () => void;
}

const QuoteList = ({ list, isFiltered, onClear }: QuoteListProps) => {
  const t = useWords(quoteWords);
  if (list.items === undefined) {
    return list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : <SkeletonRows />;
  }
  if (list.items.length === 0) {
    return isFiltered ? (
      <EmptyState
        title={t('nothingFound')}
        description={t('nothingFoundHint')}
        action={<Button onClick={onClear}>{t('showAll')}</Button>}
      />
    ) : (
      <EmptyState
        icon={<FileText />}
        title={t('empty')}
        description={t('emptyHint')}
        action={
          <Link to="/requests" className={buttonClass({ tone: 'primary' })}>
            {t('toRequests')}
          </Link>
        }
      />
    );
  }
  return (
    <>
      <QuoteTable rows={list.items} isMuted={list.isRefreshing} />
      <LoadMore {...list} />
    </>
  );
};
