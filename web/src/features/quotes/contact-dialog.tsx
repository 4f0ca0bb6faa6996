import { useId, useState, type FormEvent } from 'react';
import type { Quote } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Input } from '../../ui/input.tsx';
import { quoteWords } from './quote-words.ts';

interface ContactDialogProps {
  contact: Quote['contact'];
  onSave: (contact: Quote['contact']) => void;
  onClose: () => void;
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export const ContactDialog = ({ contact, onSave, onClose }: ContactDialogProps) => {
  const t = useWords(quoteWords);
  const formId = useId();
  const [name, setName] = useState(contact.name ?? '');
  const [email, setEmail] = useState(contact.email ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ name: orNull(name), email: orNull(email) });
  };
  return (
    <Dialog
      title={t('contact')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button tone="primary" type="submit" form={formId}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('contactName')}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('contactEmail')}>
          {(control) => (
            <Input
              {...control}
              type="email"
              maxLength={254}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
};
