import type { Contact } from '../../../../contracts/customers.ts';
import { useWords } from '../../lib/i18n.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { customerWords } from './customer-words.ts';

const linkClass = 'break-anywhere text-accent hover:underline';

/** The people at a customer, with ways to write and call. */
export const ContactList = ({ contacts }: { contacts: readonly Contact[] }) => {
  const t = useWords(customerWords);
  return (
    <section aria-label={t('contacts')}>
      <h3 className="mb-2 font-semibold">{t('contacts')}</h3>
      {contacts.length === 0 ? (
        <p className="text-ink-3">{t('noContacts')}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {contacts.map(({ name, email, phone }) => (
            <li key={email} className="min-w-0">
              {name !== null && <p className="break-anywhere font-medium">{name}</p>}
              <p className="flex items-center gap-1">
                <a href={`mailto:${encodeURIComponent(email)}`} className={linkClass}>
                  {email}
                </a>
                <CopyButton text={email} label={t('copyEmail', { email })} />
              </p>
              {phone !== null && (
                <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`} className={linkClass}>
                  {phone}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
