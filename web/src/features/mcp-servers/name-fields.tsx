import { Field } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { FormSection } from './form-section.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

interface NameFieldsProps extends ServerFormProps {
  /** The name is for good: it is part of the names of the tools. */
  nameFixed?: boolean;
}

/** What a server is called. */
export const NameFields = ({ nameFixed = false, ...props }: NameFieldsProps) => {
  const { form, onChange } = props;
  const { t, text, problemOf } = useFormField(props);
  return (
    <FormSection title={t('nameHeading')}>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField {...text('name')} hint={t('nameHint')} spellCheck={false} readOnly={nameFixed} />
        <TextField {...text('title')} hint={t('titleHint')} />
      </div>
      <Field label={t('description')} error={problemOf('description')}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={form.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
    </FormSection>
  );
};
