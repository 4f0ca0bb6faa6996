import { Wrench } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { toolWords } from './tool-words.ts';

interface NoToolsProps {
  search: string;
  isFiltered: boolean;
  onClear: () => void;
}

/** First use, or a search that found nothing. */
export const NoTools = ({ search, isFiltered, onClear }: NoToolsProps) => {
  const t = useWords(toolWords);
  const maySeeServers = useCan('mcp-servers:read');
  if (search !== '' || isFiltered)
    return <NoResult search={search} isFiltered={isFiltered} hint={t('noResultText')} onClear={onClear} />;
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
