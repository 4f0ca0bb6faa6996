import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import type { ServerFormProps } from './use-form-field.ts';

interface TransportFieldProps extends Pick<ServerFormProps, 'form' | 'onChange'> {
  label: string;
  options: readonly { value: string; label: string }[];
}

/** How a server is spoken to. */
export const TransportField = ({ form, onChange, label, options }: TransportFieldProps) => (
  <Field label={label}>
    {(control) => (
      <Select
        {...control}
        value={form.transport}
        onChange={(event) => onChange({ transport: event.target.value })}
        options={options}
      />
    )}
  </Field>
);
