import { useWords } from '../lib/i18n.ts';
import { cx } from './class-names.ts';
import { uiWords } from './ui-words.ts';

/** A grey bar in the place of a text. Give it the size of what will come. */
export const Skeleton = ({ className }: { className?: string }) => (
  <span aria-hidden="true" className={cx('block h-3.5 animate-pulse rounded-sm bg-sunken', className)} />
);

/** Rows in the shape of a table; appears after 200 ms, so that a fast answer does not flicker. */
export const SkeletonRows = ({ rows = 8 }: { rows?: number }) => {
  const t = useWords(uiWords);
  return (
    <div role="status" className="animate-late">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-10 items-center gap-6 border-b px-4 md:px-8">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-1/5" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
};
