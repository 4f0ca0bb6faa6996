import { Plus, X } from 'lucide-react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { RenderField, SchemaFieldProps } from './schema-field-props.ts';
import { isDraftList, type Field } from './schema-form.ts';
import { toolWords } from './tool-words.ts';

interface ListFieldProps extends SchemaFieldProps {
  item: Field;
  label: string;
  description: string | undefined;
  renderField: RenderField;
}

/** A list of values of one kind. */
export const ListField = ({
  field,
  item,
  label,
  description,
  draft,
  onChange,
  path,
  problems,
  renderField,
}: ListFieldProps) => {
  const t = useWords(toolWords);
  const items = isDraftList(draft) ? draft : [];
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="break-anywhere mb-1.5 font-medium">{label}</legend>
      {description !== undefined && <p className="break-anywhere text-small text-ink-3">{description}</p>}
      {items.map((each, at) => (
        // Values of a list are edited in place and have no identity of their own.
        <div key={at} className="flex items-start gap-2">
          <div className="min-w-0 grow">
            {renderField(at, {
              field: { ...item, label: t('itemOf', { name: field.label.slice(0, 80), row: at + 1 }), required: false },
              draft: each,
              onChange: (changed) => onChange(items.map((before, index) => (index === at ? changed : before))),
              path: [...path, at],
              problems,
            })}
          </div>
          <IconButton
            label={t('removeItem', { name: field.label, row: at + 1 })}
            icon={<X className="size-4" />}
            className="mt-6.5"
            onClick={() => onChange(items.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          aria-label={t('addItemTo', { name: field.label })}
          icon={<Plus aria-hidden="true" className="size-3.5" />}
          onClick={() => onChange([...items, item.start])}
        >
          {t('addItem')}
        </Button>
      </div>
    </fieldset>
  );
};
