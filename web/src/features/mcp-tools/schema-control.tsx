import { useWords } from '../../lib/i18n.ts';
import type { ControlProps } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import type { Field, TextFormat } from './schema-form.ts';
import { toolWords } from './tool-words.ts';

interface SchemaControlProps {
  control: ControlProps;
  field: Exclude<Field, { kind: 'group' | 'list' }>;
  value: string;
  onChange: (value: string) => void;
}

const inputTypes: Readonly<Record<Exclude<TextFormat, 'text' | 'long'>, string>> = {
  email: 'email',
  url: 'url',
  date: 'date',
  'date-time': 'datetime-local',
};

/** The control that fits a field: a line, a text, a number, a choice, or JSON. */
export const SchemaControl = ({ control, field, value, onChange }: SchemaControlProps) => {
  const t = useWords(toolWords);
  const typed = { ...control, value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) };
  switch (field.kind) {
    case 'boolean':
      return (
        <Select
          {...typed}
          options={[
            { value: '', label: t('notSaid') },
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          {...typed}
          options={[
            { value: '', label: t('notSaid') },
            ...field.options.map(({ label }, at) => ({ value: String(at), label: label.slice(0, 120) })),
          ]}
        />
      );
    case 'number':
      return <Input {...typed} inputMode={field.isInteger ? 'numeric' : 'decimal'} autoComplete="off" />;
    case 'json':
      return <Textarea {...typed} rows={4} spellCheck={false} className="font-mono" placeholder={t('jsonHint')} />;
    case 'text':
      // One line that grows: a text may have several lines, and an input cannot hold them.
      if (field.format === 'text' || field.format === 'long')
        return <Textarea {...typed} rows={field.format === 'long' ? 4 : 1} className="field-sizing-content" />;
      return <Input {...typed} type={inputTypes[field.format]} autoComplete="off" />;
  }
};
