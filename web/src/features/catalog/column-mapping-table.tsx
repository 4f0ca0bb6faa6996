import { ImportField, type CatalogImport, type ColumnMapping } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { Select } from '../../ui/select.tsx';
import { importWords } from './import-words.ts';

interface ColumnMappingTableProps {
  draft: CatalogImport;
  /** As chosen so far, before the server has answered. */
  mapping: ColumnMapping;
  disabled: boolean;
  onChange: (mapping: ColumnMapping) => void;
}

const required: readonly ImportField[] = ['sku', 'name', 'price'];

/** One row per product field: which column of the file feeds it, and what stands there. */
export const ColumnMappingTable = ({ draft, mapping, disabled, onChange }: ColumnMappingTableProps) => {
  const t = useWords(importWords);
  const { columns, defaults } = draft;
  const nameOf = (index: number) => columns[index]?.name.trim() || t('unnamedColumn', { number: index + 1 });
  const options = [
    { value: '', label: t('noColumn') },
    ...columns.map((_, index) => ({ value: String(index), label: nameOf(index) })),
  ];
  const choose = (field: ImportField, value: string) => {
    const { [field]: _, ...others } = mapping;
    onChange(value === '' ? others : { ...others, [field]: Number(value) });
  };
  const sampleOf = (field: ImportField): string => {
    const column = mapping[field];
    if (column !== undefined) return columns[column]?.samples.join(' · ') ?? '';
    if (field === 'currency' || field === 'taxRate' || field === 'unit')
      return t('usesDefault', { value: defaults[field] });
    return required.includes(field) ? '' : t('leftEmpty');
  };
  return (
    <ul className="border-t">
      {ImportField.options.map((field) => (
        <li
          key={field}
          className="grid grid-cols-1 items-center gap-x-4 gap-y-1 border-b px-4 py-2 last:border-b-0 sm:grid-cols-[11rem_14rem_minmax(0,1fr)]"
        >
          <span>
            {t(field)}
            {required.includes(field) && <span className="text-small text-ink-3"> · {t('required')}</span>}
          </span>
          <Select
            aria-label={t('columnFor', { field: t(field) })}
            options={options}
            disabled={disabled}
            value={mapping[field] === undefined ? '' : String(mapping[field])}
            onChange={(event) => choose(field, event.target.value)}
          />
          <span className="truncate text-small text-ink-3" title={sampleOf(field)}>
            {required.includes(field) && mapping[field] === undefined ? (
              <span className="font-medium text-failed">{t('chooseColumn')}</span>
            ) : (
              sampleOf(field)
            )}
          </span>
        </li>
      ))}
    </ul>
  );
};
