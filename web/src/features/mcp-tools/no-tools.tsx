import { SearchX, Wrench } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { toolWords } from './tool-words.ts';

/** First use, or a search that found nothing. */
export const NoTools = ({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) => {
  const t = useWords(toolWords);
  const maySeeServers = useCan('mcp-servers:read');
  if (isFiltered)
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={t('noResultTitle')}
        description={t('noResultText')}
        action={<Button onClick={onShowAll}>{t('showAll')}</Button>}
      />
    );
  return (
    <EmptyState
      icon={<Wrench aria-hidden="true" />}
      title={t('emptyTitle')}
      description={t('emptyText')}
      action={
        maySeeServers && (
          <Link to="/servers" className={buttonClass()}>
            {t('toServers')}
          </Link>
        )
      }
    />
  );
};
