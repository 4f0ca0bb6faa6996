import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormField, type ServerFormProps } from './use-form-field.ts';

/** What runs a program of this installation. */
export const ProgramField = (props: ServerFormProps) => {
  const { form, onChange } = props;
  const { t } = useFormField(props);
  return (
    <Field label={t('program')}>
      {(control) => (
        <Select
          {...control}
          value={form.program}
          onChange={(event) => onChange({ program: event.target.value })}
          options={[
            { value: 'node', label: 'Node.js' },
            { value: 'python3', label: 'Python' },
          ]}
        />
      )}
    </Field>
  );
};
