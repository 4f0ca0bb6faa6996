import type { CatalogImport } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { cx } from '../../ui/class-names.ts';
import { importWords } from './import-words.ts';

const future = { create: 'create', update: 'update', unchanged: 'unchanged', invalid: 'invalid' } as const;
const past = { create: 'created', update: 'updated', unchanged: 'stayed', invalid: 'skipped' } as const;

interface ImportCountsProps {
  counts: CatalogImport['counts'];
  /** Whether the import has happened. */
  isPast: boolean;
}

/** How many rows create, update, change nothing or are skipped. */
export const ImportCounts = ({ counts, isPast }: ImportCountsProps) => {
  const t = useWords(importWords);
  const locale = useLocale();
  const words = isPast ? past : future;
  return (
    <dl className="flex flex-col gap-1.5">
      {(['create', 'update', 'unchanged', 'invalid'] as const).map((key) => (
        <div key={key} className="flex flex-row-reverse items-baseline justify-end gap-2">
          <dt className="text-ink-2">{t(words[key])}</dt>
          <dd
            className={cx(
              'figures w-12 text-right font-semibold',
              key === 'invalid' && counts.invalid > 0 && 'text-failed',
            )}
          >
            {counts[key].toLocaleString(locale)}
          </dd>
        </div>
      ))}
    </dl>
  );
};
