import { useWords } from '../lib/i18n.ts';
import { Button } from './button.tsx';
import { uiWords } from './ui-words.ts';

interface LoadMoreProps {
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
}

/** The end of a list that is paged by cursor: `<LoadMore {...list} />`. */
export const LoadMore = ({ hasMore, isLoadingMore, loadMore }: LoadMoreProps) => {
  const t = useWords(uiWords);
  if (!hasMore) return null;
  return (
    <div className="flex justify-center py-6">
      <Button busy={isLoadingMore} onClick={loadMore}>
        {t('loadMore')}
      </Button>
    </div>
  );
};
