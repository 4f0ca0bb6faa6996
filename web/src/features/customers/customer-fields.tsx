import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Field, type ControlProps } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
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
  const field = (
    name: Exclude<CustomerField, 'contacts'>,
    control: (props: ControlProps) => ReactNode,
    hint?: string,
  ) => {
    const problem = problems[name];
    return (
      <Field label={t(name)} hint={hint} error={problem && t(problem)}>
        {control}
      </Field>
    );
  };
  const input = (name: 'name' | 'vatId' | 'currency', placeholder?: string) =>
    field(name, (control) => (
      <Input
        {...control}
        name={name}
        autoComplete="off"
        placeholder={placeholder}
        value={values[name]}
        onChange={(event) => onChange(name, event.target.value)}
      />
    ));
  const area = (name: 'address' | 'note', hint?: string) =>
    field(
      name,
      (control) => (
        <Textarea
          {...control}
          name={name}
          value={values[name]}
          onChange={(event) => onChange(name, event.target.value)}
        />
      ),
      hint,
    );
  const locales = [
    { value: '', label: t('workspaceDefault') },
    { value: 'en', label: t('localeEn') },
    { value: 'de', label: t('localeDe') },
  ];
  return (
    <div className="flex flex-col gap-4">
      {input('name')}
      <ContactsEditor
        contacts={values.contacts}
        problems={problems}
        onChange={(contacts) => onChange('contacts', contacts)}
      />
      {area('address')}
      <div className="grid grid-cols-2 gap-3">
        {input('vatId')}
        {input('currency', t('workspaceDefault'))}
      </div>
      {field('locale', (control) => (
        <Select
          {...control}
          name="locale"
          options={locales}
          value={values.locale}
          onChange={(event) => onChange('locale', event.target.value)}
        />
      ))}
      {area('note', t('noteHint'))}
    </div>
  );
};
