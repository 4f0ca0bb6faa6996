import { Trash2 } from 'lucide-react';
import { useWords } from '../../lib/i18n.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ContactForm, FormProblems } from './customer-form.ts';
import { customerWords } from './customer-words.ts';

interface ContactFieldsProps {
  contact: ContactForm;
  /** Place in the list, from 0. */
  index: number;
  problems: FormProblems;
  onChange: (contact: ContactForm) => void;
  onRemove: () => void;
}

/** One person at a customer. */
export const ContactFields = ({ contact, index, problems, onChange, onRemove }: ContactFieldsProps) => {
  const t = useWords(customerWords);
  const field = (part: 'email' | 'name' | 'phone', label: string, type: string) => {
    const problem = problems[`contacts.${index}.${part}`];
    return (
      <TextField
        label={label}
        type={type}
        error={problem && t(problem)}
        value={contact[part]}
        onChange={(value) => onChange({ ...contact, [part]: value })}
        className={part === 'email' ? 'col-span-2' : undefined}
      />
    );
  };
  return (
    <fieldset className="relative grid min-w-0 grid-cols-2 gap-3 rounded-md border p-3">
      <legend className="sr-only">{t('contactNumber', { number: index + 1 })}</legend>
      {field('email', t('email'), 'email')}
      {field('name', t('contactName'), 'text')}
      {field('phone', t('phone'), 'tel')}
      <IconButton
        size="small"
        label={t('removeContact', { number: index + 1 })}
        icon={<Trash2 aria-hidden="true" className="size-4" />}
        onClick={onRemove}
        className="absolute top-1.5 right-1.5"
      />
    </fieldset>
  );
};
