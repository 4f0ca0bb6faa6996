import { Upload } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { documentEndpoints, type DocumentSummary } from '../../../../contracts/documents.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList, type InfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { DropZone } from './drop-zone.tsx';
import { FilePicker } from './file-picker.tsx';
import { requestFilters } from './request-filters.ts';
import { RequestTable } from './request-table.tsx';
import { requestWords } from './request-words.ts';

/** With so few requests, dropping the next one is what the page is for. */
const fewRequests = 3;

export const RequestsPage = () => {
  const t = useWords(requestWords);
  const canUpload = useCan('documents:write');
  const [params, setParams] = useSearchParams();
  const { typed, search, setText } = useSearchText();
  const filter = requestFilters.find(({ value }) => value === params.get('state')) ?? requestFilters[0];
  const list = useInfiniteList(documentEndpoints.list, {
    search: search === '' ? undefined : search,
    state: filter?.states,
  });
  const setState = (value: string) =>
    setParams((before) => withParam(before, 'state', value === 'all' ? '' : value), { replace: true });
  const isFiltered = search !== '' || filter?.states !== undefined;
  const isFew = !isFiltered && list.items !== undefined && list.items.length <= fewRequests;
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          canUpload &&
          !isFew && (
            <FilePicker tone="primary" icon={<Upload aria-hidden="true" className="size-4" />}>
              {t('upload')}
            </FilePicker>
          )
        }
      />
      {isFew && canUpload && <DropZone />}
      {!isFew && (
        <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-3 md:px-8">
          <FilterChips
            label={t('filter')}
            options={requestFilters.map(({ value, word }) => ({ value, label: t(word) }))}
            value={filter?.value ?? 'all'}
            onChange={setState}
          />
          <SearchInput label={t('search')} value={typed} onChange={setText} className="w-full md:w-72" />
        </div>
      )}
      <RequestList list={list} isFiltered={isFiltered} onClear={() => setParams({}, { replace: true })} />
    </>
  );
};

interface RequestListProps {
  list: InfiniteList<DocumentSummary>;
  isFiltered: boolean;
  onClear: () => void;
}

const RequestList = ({ list, isFiltered, onClear }: RequestListProps) => {
  const t = useWords(requestWords);
  if (list.items === undefined) {
    return list.error ? <ErrorState error={list.error} onRetry={list.retry} /> : <SkeletonRows />;
  }
  if (list.items.length === 0) {
    if (!isFiltered) return null;
    return (
      <EmptyState
        title={t('nothingFound')}
        description={t('nothingFoundHint')}
        action={<Button onClick={onClear}>{t('clearFilter')}</Button>}
      />
    );
  }
  return (
    <>
      <RequestTable rows={list.items} isMuted={list.isRefreshing} />
      <LoadMore {...list} />
    </>
  );
};
