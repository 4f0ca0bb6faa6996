import { PackageOpen } from 'lucide-react';
import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { catalogWords } from './catalog-words.ts';
import type { Shown } from './queries.ts';

interface NoProductsProps {
  filter: { search: string; shown: Shown; clear: () => void };
}

/** First use of the catalogue, or a search that found nothing. */
export const NoProducts = ({ filter }: NoProductsProps) => {
  const t = useWords(catalogWords);
  const mayWrite = useCan('catalog:write');
  if (filter.search !== '' || filter.shown === 'inactive')
    return (
      <NoResult
        search={filter.search}
        isFiltered={filter.shown !== 'all'}
        hint={filter.search === '' ? undefined : t('noResultText')}
        onClear={filter.clear}
      />
    );
  return (
    <EmptyState
      icon={<PackageOpen aria-hidden="true" />}
      title={t('emptyTitle')}
      description={mayWrite ? t('emptyText') : t('emptyReadOnly')}
      action={
        mayWrite && (
          <Link to="/catalog/import" className={buttonClass({ tone: 'primary', size: 'large' })}>
            {t('importList')}
          </Link>
        )
      }
    />
  );
};
