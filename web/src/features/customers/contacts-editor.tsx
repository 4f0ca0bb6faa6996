import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Input } from '../../ui/input.tsx';
import type { ContactForm, FormProblems } from './customer-form.ts';
import { customerWords } from './customer-words.ts';

interface ContactsEditorProps {
  contacts: readonly ContactForm[];
  problems: FormProblems;
  onChange: (contacts: readonly ContactForm[]) => void;
}

const maxContacts = 50;
const parts = [
  { part: 'email', word: 'email', type: 'email' },
  { part: 'name', word: 'contactName', type: 'text' },
  { part: 'phone', word: 'phone', type: 'tel' },
] as const;

/** Adds, changes and removes the people at a customer; nothing is gone before the form is saved. */
export const ContactsEditor = ({ contacts, problems, onChange }: ContactsEditorProps) => {
  const t = useWords(customerWords);
  const list = useRef<HTMLDivElement>(null);
  const add = () => {
    const key = Math.max(-1, ...contacts.map((contact) => contact.key)) + 1;
    onChange([...contacts, { key, name: '', email: '', phone: '' }]);
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('fieldset:last-of-type input')?.focus());
  };
  const remove = (index: number) => {
    onChange(contacts.toSpliced(index, 1));
    list.current?.querySelector<HTMLElement>('[data-add]')?.focus();
  };
  return (
    <div ref={list} className="flex flex-col gap-3">
      <h3 className="font-medium">{t('contacts')}</h3>
      {contacts.map((contact, index) => (
        <fieldset key={contact.key} className="relative grid min-w-0 grid-cols-2 gap-3 rounded-md border p-3">
          <legend className="sr-only">{t('contactNumber', { number: index + 1 })}</legend>
          {parts.map(({ part, word, type }) => {
            const problem = problems[`contacts.${index}.${part}`];
            return (
              <Field
                key={part}
                label={t(word)}
                error={problem && t(problem)}
                {...(part === 'email' && { className: 'col-span-2' })}
              >
                {(control) => (
                  <Input
                    {...control}
                    type={type}
                    autoComplete="off"
                    value={contact[part]}
                    onChange={(event) => onChange(contacts.with(index, { ...contact, [part]: event.target.value }))}
                  />
                )}
              </Field>
            );
          })}
          <IconButton
            size="small"
            label={t('removeContact', { number: index + 1 })}
            icon={<Trash2 aria-hidden="true" className="size-4" />}
            onClick={() => remove(index)}
            className="absolute top-1.5 right-1.5"
          />
        </fieldset>
      ))}
      <div>
        <Button
          data-add
          size="small"
          icon={<Plus aria-hidden="true" className="size-3.5" />}
          disabled={contacts.length >= maxContacts}
          onClick={add}
        >
          {t('addContact')}
        </Button>
      </div>
    </div>
  );
};
