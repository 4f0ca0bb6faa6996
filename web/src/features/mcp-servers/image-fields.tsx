import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

/** How the program in an image is spoken to. */
export const ImageFields = (props: ServerFormProps) => {
  const { form, onChange } = props;
  const { t, text } = useFormField(props);
  return (
    <>
      <Field label={t('transport')}>
        {(control) => (
          <Select
            {...control}
            value={form.transport}
            onChange={(event) => onChange({ transport: event.target.value })}
            options={[
              { value: 'stdio', label: t('transportStdio') },
              { value: 'http', label: t('transportHttp') },
            ]}
          />
        )}
      </Field>
      {form.transport === 'http' && (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...text('port')} hint={t('portHint')} inputMode="numeric" />
          <TextField {...text('path')} spellCheck={false} />
        </div>
      )}
    </>
  );
};
