import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ContactFields } from './contact-fields.tsx';
import type { ContactForm, FormProblems } from './customer-form.ts';
import { customerWords } from './customer-words.ts';

interface ContactsEditorProps {
  contacts: readonly ContactForm[];
  problems: FormProblems;
  onChange: (contacts: readonly ContactForm[]) => void;
}

const maxContacts = 50;

/** Adds, changes and removes the people at a customer; nothing is gone before the form is saved. */
export const ContactsEditor = ({ contacts, problems, onChange }: ContactsEditorProps) => {
  const t = useWords(customerWords);
  const list = useRef<HTMLDivElement>(null);
  const focus = (selector: string) =>
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(selector)?.focus());
  const add = () => {
    const key = Math.max(-1, ...contacts.map((contact) => contact.key)) + 1;
    onChange([...contacts, { key, name: '', email: '', phone: '' }]);
    focus('fieldset:last-of-type input');
  };
  const remove = (index: number) => {
    onChange(contacts.toSpliced(index, 1));
    focus('[data-add]');
  };
  return (
    <div ref={list} className="flex flex-col gap-3">
      <h3 className="font-medium">{t('contacts')}</h3>
      {contacts.map((contact, index) => (
        <ContactFields
          key={contact.key}
          contact={contact}
          index={index}
          problems={problems}
          onChange={(changed) => onChange(contacts.with(index, changed))}
          onRemove={() => remove(index)}
        />
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
