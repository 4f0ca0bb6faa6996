import { Server } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { serverWords } from './server-words.ts';

interface NoServersProps {
  filter: { search: string; state: string; clear: () => void };
}

/** First use, or a search that found nothing. */
export const NoServers = ({ filter }: NoServersProps) => {
  const t = useWords(serverWords);
  const mayManage = useCan('mcp-servers:manage');
  if (filter.search !== '' || filter.state !== '')
    return (
      <NoResult
        search={filter.search}
        isFiltered={filter.state !== ''}
        hint={t('noResultText')}
        onClear={filter.clear}
      />
    );
  return (
    <EmptyState
      icon={<Server aria-hidden="true" />}
      title={t('emptyTitle')}
      description={mayManage ? t('emptyText') : t('emptyReadOnly')}
      action={
        mayManage && (
          <Link to="/servers/add" className={buttonClass({ tone: 'primary', size: 'large' })}>
            {t('openCatalogue')}
          </Link>
        )
      }
    />
  );
};
