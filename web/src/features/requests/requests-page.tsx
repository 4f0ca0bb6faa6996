import { Upload } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { documentEndpoints } from '../../../../contracts/documents.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { useSearchText, withParam } from '../../lib/use-search-text.ts';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
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
  const hasState = filter?.states !== undefined;
  const isFew = search === '' && !hasState && list.items !== undefined && list.items.length <= fewRequests;
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
        <ListBar search={{ label: t('search'), value: typed, onChange: setText }}>
          <FilterChips
            label={t('filter')}
            options={requestFilters.map(({ value, word }) => ({ value, label: t(word) }))}
            value={filter?.value ?? 'all'}
            onChange={setState}
          />
        </ListBar>
      )}
      <ListView
        list={list}
        empty={
          (search !== '' || hasState) && (
            <NoResult
              search={search}
              isFiltered={hasState}
              hint={t('nothingFoundHint')}
              onClear={() => setParams({}, { replace: true })}
            />
          )
        }
      >
        {(requests) => <RequestTable rows={requests} isMuted={list.isRefreshing} />}
      </ListView>
    </>
  );
};
