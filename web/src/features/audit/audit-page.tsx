import { History } from 'lucide-react';
import { auditEndpoints } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useSearchText } from '../../lib/use-search-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { AuditRow } from './audit-row.tsx';
import { auditWords } from './audit-words.ts';

const maxSubject = 100;

/** Who changed what, newest first. */
export const AuditPage = () => {
  const t = useWords(auditWords);
  const { typed, search, setText } = useSearchText();
  const subject = search.slice(0, maxSubject);
  const list = useInfiniteList(auditEndpoints.list, subject === '' ? {} : { subject });
  return (
    <>
      <PageHeader title={t('title')} description={t('intro')} />
      <ListBar search={{ label: t('search'), value: typed, onChange: setText }} />
      <ListView
        list={list}
        empty={
          subject === '' ? (
            <EmptyState icon={<History aria-hidden="true" />} title={t('emptyTitle')} description={t('emptyText')} />
          ) : (
            <NoResult search={subject} hint={t('noResultText')} onClear={() => setText('')} />
          )
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
