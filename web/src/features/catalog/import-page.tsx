import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { ImportDraft } from './import-draft.tsx';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { importWords } from './import-words.ts';
import { importQuery } from './queries.ts';

/** One import, from the guessed columns to what became of it. */
export const ImportPage = () => {
  const { importId = '' } = useParams();
  const t = useWords(importWords);
  const query = useQuery(importQuery(importId));
  return (
    <>
      <PageHeader
        title={t('title')}
        back={{ to: '/catalog', label: t('back') }}
        {...(query.data && { description: <span className="break-anywhere">{query.data.fileName}</span> })}
      />
      <div className="px-4 pb-10 md:px-8">
        <QueryView query={query}>
          {(found) =>
            found.state === 'draft' ? (
              <ImportDraft key={found.id} draft={found} />
            ) : found.state === 'applying' ? (
              <ImportProgress applying={found} isStale={query.isError} />
            ) : (
              <ImportResult closed={found} />
            )
          }
        </QueryView>
      </div>
    </>
  );
};
