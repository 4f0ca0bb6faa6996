import { useWords } from '../../lib/i18n.ts';
import { useSession } from '../../lib/session.ts';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { Textarea } from '../../ui/textarea.tsx';
import { ContactsEditor } from './contacts-editor.tsx';
import type { CustomerField, CustomerForm, FormProblems } from './customer-form.ts';
import { customerWords } from './customer-words.ts';

interface CustomerFieldsProps {
  values: CustomerForm;
  problems: FormProblems;
  onChange: <K extends CustomerField>(field: K, value: CustomerForm[K]) => void;
}

/** The inputs of a customer, for creating and for changing one. */
export const CustomerFields = ({ values, problems, onChange }: CustomerFieldsProps) => {
  const t = useWords(customerWords);
  const { workspace } = useSession();
  const shared = (name: CustomerField) => {
    const problem = problems[name];
    return { label: t(name), error: problem && t(problem) };
  };
  const line = (name: 'name' | 'vatId' | 'currency', placeholder?: string) => (
    <TextField
      {...shared(name)}
      name={name}
      placeholder={placeholder}
      value={values[name]}
      onChange={(value) => onChange(name, value)}
    />
  );
  const area = (name: 'address' | 'note', hint?: string) => (
    <Field {...shared(name)} hint={hint}>
      {(control) => (
        <Textarea
          {...control}
          name={name}
          value={values[name]}
          onChange={(event) => onChange(name, event.target.value)}
        />
      )}
    </Field>
  );
  const locales = [
    { value: '', label: t('workspaceDefault') },
    { value: 'en', label: t('localeEn') },
    { value: 'de', label: t('localeDe') },
  ];
  return (
    <div className="flex flex-col gap-4">
      {line('name')}
      <ContactsEditor contacts={values.contacts} problems={problems} onChange={(next) => onChange('contacts', next)} />
      {area('address')}
      <div className="grid grid-cols-2 gap-3">
        {line('vatId')}
        {line('currency', workspace.currency)}
      </div>
      <Field {...shared('locale')}>
        {(control) => (
          <Select
            {...control}
            options={locales}
            value={values.locale}
            onChange={(event) => onChange('locale', event.target.value)}
          />
        )}
      </Field>
      {area('note', t('noteHint'))}
    </div>
  );
};
