import type { CatalogImport, ColumnMapping } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { importWords } from './import-words.ts';

interface UnusedColumnsProps {
  columns: CatalogImport['columns'];
  mapping: ColumnMapping;
}

/** The columns of the file that feed no field, so that a missed one is seen. */
export const UnusedColumns = ({ columns, mapping }: UnusedColumnsProps) => {
  const t = useWords(importWords);
  const used = new Set(Object.values(mapping));
  const unused = columns.flatMap((column, index) => (used.has(index) ? [] : [{ ...column, number: index + 1 }]));
  if (unused.length === 0) return null;
  return (
    <div className="border-t px-4 py-3 text-small">
      <h3 className="font-medium text-ink-2">{t('unusedColumns')}</h3>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-ink-3">
        {unused.map(({ name, samples, number }) => (
          <li key={number} className="max-w-full truncate">
            {name.trim() || t('unnamedColumn', { number })}
            {samples.length > 0 && `: ${samples.join(' · ')}`}
          </li>
        ))}
      </ul>
    </div>
  );
};
