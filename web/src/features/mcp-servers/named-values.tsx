import { Plus, X } from 'lucide-react';
import { useId } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import { formWords } from './form-words.ts';
import type { NamedValue } from './server-form.ts';

interface NamedValuesProps {
  label: string;
  hint: string;
  error: string | undefined;
  rows: readonly NamedValue[];
  onChange: (rows: readonly NamedValue[]) => void;
  /** Values are hidden while they are typed. */
  secret?: boolean;
}

/** Rows of a name and its value. */
export const NamedValues = ({ label, hint, error, rows, onChange, secret = false }: NamedValuesProps) => {
  const t = useWords(formWords);
  const noteId = useId();
  const change = (at: number, changed: Partial<NamedValue>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...changed } : row)));
  return (
    <fieldset aria-describedby={noteId} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 font-medium">{label}</legend>
      {rows.map((row, index) => (
        // Rows are edited in place; their name is what changes, so it cannot be their key.
        <div key={index} className="flex gap-2">
          <Input
            aria-label={`${label}: ${t('entryName', { row: index + 1 })}`}
            aria-invalid={error ? true : undefined}
            value={row.name}
            spellCheck={false}
            autoComplete="off"
            className="max-w-56 font-mono"
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <Input
            aria-label={t('entryValue', { name: row.name })}
            type={secret ? 'password' : 'text'}
            value={row.value}
            spellCheck={false}
            autoComplete={secret ? 'new-password' : 'off'}
            className="font-mono"
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <IconButton
            label={t('removeEntry', { name: row.name })}
            icon={<X className="size-4" />}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          aria-label={`${label}: ${t('addEntry')}`}
          icon={<Plus aria-hidden="true" className="size-3.5" />}
          onClick={() => onChange([...rows, { name: '', value: '' }])}
        >
          {t('addEntry')}
        </Button>
      </div>
      <p id={noteId} className={error ? 'text-small text-failed' : 'text-small text-ink-3'}>
        {error ?? hint}
      </p>
    </fieldset>
  );
};
