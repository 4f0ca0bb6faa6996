import { FileText } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { quoteEndpoints } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
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
  const hasState = filter?.preparations !== undefined;
  return (
    <>
      <PageHeader title={t('title')} />
      <ListBar search={{ label: t('search'), value: typed, onChange: setText }}>
        <FilterChips
          label={t('filter')}
          options={quoteFilters.map(({ value, word }) => ({ value, label: t(word) }))}
          value={filter?.value ?? 'all'}
          onChange={setState}
        />
      </ListBar>
      <ListView
        list={list}
        empty={
          search === '' && !hasState ? (
            <NoQuotes />
          ) : (
            <NoResult
              search={search}
              isFiltered={hasState}
              hint={t('nothingFoundHint')}
              onClear={() => setParams({}, { replace: true })}
            />
          )
        }
      >
        {(quotes) => <QuoteTable rows={quotes} isMuted={list.isRefreshing} />}
      </ListView>
    </>
  );
};

const NoQuotes = () => {
  const t = useWords(quoteWords);
  return (
    <EmptyState
      icon={<FileText aria-hidden="true" />}
      title={t('empty')}
      description={t('emptyHint')}
      action={
        <Link to="/requests" className={buttonClass({ tone: 'primary' })}>
          {t('toRequests')}
        </Link>
      }
    />
  );
};
