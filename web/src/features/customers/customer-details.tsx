import type { Customer } from '../../../../contracts/customers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { ContactList } from './contact-list.tsx';
import { CustomerQuotes } from './customer-quotes.tsx';
import { customerWords } from './customer-words.ts';

/** A customer to read: contacts first, then quotes, then the fields. */
export const CustomerDetails = ({ customer }: { customer: Customer }) => {
  const t = useWords(customerWords);
  const maySeeQuotes = useCan('quotes:read');
  const or = (value: string | null) => value ?? <span className="text-ink-3">–</span>;
  const locale =
    customer.locale === null ? t('workspaceDefault') : t(customer.locale === 'de' ? 'localeDe' : 'localeEn');
  return (
    <div className="flex flex-col gap-6">
      <ContactList contacts={customer.contacts} />
      {maySeeQuotes && <CustomerQuotes customerId={customer.id} />}
      <Facts
        facts={[
          { label: t('address'), value: or(customer.address) },
          { label: t('vatId'), value: or(customer.vatId) },
          { label: t('currency'), value: customer.currency ?? t('workspaceDefault') },
          { label: t('locale'), value: locale },
          { label: t('note'), value: or(customer.note) },
          { label: t('changed'), value: <RelativeTime instant={customer.updatedAt} /> },
        ]}
      />
    </div>
  );
};
