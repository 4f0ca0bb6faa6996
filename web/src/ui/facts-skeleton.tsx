import { useWords } from '../lib/i18n.ts';
import { Skeleton } from './skeleton.tsx';
import { uiWords } from './ui-words.ts';

/** The shape of `Facts` while they load; appears after 200 ms. */
export const FactsSkeleton = ({ rows }: { rows: number }) => {
  const t = useWords(uiWords);
  return (
    <div role="status" className="animate-late">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-7.5 items-center gap-4">
          <Skeleton className="w-24" />
          <Skeleton className={index % 2 === 0 ? 'w-40' : 'w-28'} />
        </div>
      ))}
    </div>
  );
};
