import { History, SearchX } from 'lucide-react';
import { auditEndpoints } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useSearchText } from '../../lib/use-search-text.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { AuditRow } from './audit-row.tsx';
import { auditWords } from './audit-words.ts';

const maxSubject = 100;

/** Who changed what, newest first. */
export const AuditPage = () => {
  const t = useWords(auditWords);
  const { typed, search, setText } = useSearchText();
  const subject = search.slice(0, maxSubject);
  const list = useInfiniteList(auditEndpoints.list, subject === '' ? {} : { subject });
  const isFiltered = subject !== '';
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <div className="px-4 pb-3 md:px-8">
        <SearchInput label={t('search')} value={typed} onChange={setText} className="w-full md:w-72" />
      </div>
      <ListView
        list={list}
        empty={
          <EmptyState
            icon={isFiltered ? <SearchX aria-hidden="true" /> : <History aria-hidden="true" />}
            title={t(isFiltered ? 'noResultTitle' : 'emptyTitle')}
            description={t(isFiltered ? 'noResultText' : 'emptyText')}
            action={isFiltered && <Button onClick={() => setText('')}>{t('showAll')}</Button>}
          />
        }
      >
        {(entries) => (
          <ul aria-label={t('list')} className="border-t">
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ul>
        )}
      </ListView>
    </>
  );
};
