import { useState } from 'react';
import { CatalogImport } from '../../../../contracts/catalog.ts';
import { editableDecimal } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { parseDecimal } from '../../lib/parse-decimal.ts';
import { Card } from '../../ui/card.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { importWords } from './import-words.ts';

type Defaults = CatalogImport['defaults'];
type DefaultField = keyof Defaults;

interface ImportDefaultsProps {
  defaults: Defaults;
  disabled: boolean;
  onChange: (change: Partial<Defaults>) => void;
}

const shape = CatalogImport.shape.defaults.shape;
const problemOf = { currency: 'badCurrency', taxRate: 'badRate', unit: 'badUnit' } as const;

/** Values for fields that no column feeds; taken over when the person leaves the field or presses Enter. */
export const ImportDefaults = ({ defaults, disabled, onChange }: ImportDefaultsProps) => {
  const t = useWords(importWords);
  const locale = useLocale();
  const [typed, setTyped] = useState<Partial<Defaults>>({});

  const read = (field: DefaultField, value: string): string | null => {
    if (field === 'taxRate') return parseDecimal(value, locale);
    const text = field === 'currency' ? value.trim().toUpperCase() : value.trim();
    return text !== '' && shape[field].safeParse(text).success ? text : null;
  };
  const commit = (field: DefaultField) => {
    const value = typed[field];
    const readValue = value === undefined ? null : read(field, value);
    if (readValue === null) return;
    setTyped(({ [field]: _, ...others }) => others);
    if (readValue !== defaults[field]) onChange({ [field]: readValue });
  };
  const input = (field: DefaultField) => {
    const value = typed[field] ?? (field === 'taxRate' ? editableDecimal(defaults.taxRate, locale) : defaults[field]);
    const isWrong = typed[field] !== undefined && read(field, value) === null;
    return (
      <Field label={t(field)} error={isWrong ? t(problemOf[field]) : null}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            disabled={disabled}
            value={value}
            onChange={(event) => setTyped((before) => ({ ...before, [field]: event.target.value }))}
            onBlur={() => commit(field)}
            onKeyDown={(event) => event.key === 'Enter' && commit(field)}
          />
        )}
      </Field>
    );
  };
  return (
    <Card title={t('defaultsTitle')}>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-3">
        {input('currency')}
        {input('taxRate')}
        {input('unit')}
      </div>
    </Card>
  );
};
