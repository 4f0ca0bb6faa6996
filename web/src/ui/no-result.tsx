import { SearchX } from 'lucide-react';
import { useWords } from '../lib/i18n.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { uiWords } from './ui-words.ts';

interface NoResultProps {
  /** What was searched for; empty when a filter alone leaves nothing. */
  search: string;
  /** Whether a filter is set too. */
  isFiltered?: boolean;
  /** What to change. */
  hint?: string | undefined;
  /** Takes search and filters back. */
  onClear: () => void;
}

/** A list that its search or its filters leave empty: says what was searched, and offers all again. */
export const NoResult = ({ search, isFiltered = false, hint, onClear }: NoResultProps) => {
  const t = useWords(uiWords);
  const clearWord = search === '' ? 'showAll' : isFiltered ? 'clearSearchAndFilters' : 'clearSearch';
  return (
    <EmptyState
      icon={<SearchX aria-hidden="true" />}
      title={search === '' ? t('nothingFits') : t('nothingFound', { search })}
      description={hint}
      action={<Button onClick={onClear}>{t(clearWord)}</Button>}
    />
  );
};
