import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Plus, UserX } from 'lucide-react';
import { useState } from 'react';
import { customerEndpoints, type Customer } from '../../../../contracts/customers.ts';
import type { Quote } from '../../../../contracts/quotes.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf, useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { controlClass } from '../../ui/input.tsx';
import { quoteWords } from './quote-words.ts';

interface CustomerPickerProps {
  quote: Quote;
  onChoose: (customerId: string | null) => void;
  onClose: () => void;
}

const itemClass =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 data-[selected=true]:bg-hover';

/** Chooses the customer of a quote, or creates one from what was read. */
export const CustomerPicker = ({ quote, onChoose, onClose }: CustomerPickerProps) => {
  const t = useWords(quoteWords);
  const canCreate = useCan('customers:write');
  const isUnknown = quote.customerId === null;
  const [term, setTerm] = useState(isUnknown ? (quote.customerName ?? '') : '');
  const search = useDebounced(term.trim());
  const customers = useQuery({
    ...queryOf(customerEndpoints.list, { query: { limit: 20, ...(search !== '' && { search }) } }),
    placeholderData: keepPreviousData,
  });
  const create = useWrite(customerEndpoints.create, { onSuccess: ({ id }) => onChoose(id) });
  const { name, email } = quote.contact;
  const contacts = email === null ? [] : [{ name, email, phone: null }];
  const items = customers.data?.items ?? [];
  const isNew = search !== '' && !items.some((customer) => customer.name.toLowerCase() === search.toLowerCase());
  return (
    <Dialog title={t('chooseCustomer')} onClose={onClose}>
      <Command shouldFilter={false} loop label={t('searchCustomers')} className="pb-4">
        <Command.Input
          autoFocus
          value={term}
          onValueChange={setTerm}
          maxLength={200}
          placeholder={t('searchCustomers')}
          className={`${controlClass} h-10`}
        />
        <div className="mt-2">
          <InlineError error={customers.error ?? create.error} />
        </div>
        <Command.List className="mt-2 min-h-48">
          {items.map((customer) => (
            <CustomerItem key={customer.id} customer={customer} onSelect={() => onChoose(customer.id)} />
          ))}
          {canCreate && isNew && (
            <Command.Item
              value="create"
              disabled={create.isPending}
              onSelect={() => create.mutate({ body: { name: search, contacts } })}
              className={itemClass}
            >
              <Plus aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              <span className="break-anywhere">{t('createCustomer', { name: search })}</span>
            </Command.Item>
          )}
          {customers.data && !isUnknown && (
            <Command.Item value="none" onSelect={() => onChoose(null)} className={itemClass}>
              <UserX aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
              {t('withoutCustomer')}
            </Command.Item>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
};

const CustomerItem = ({ customer, onSelect }: { customer: Customer; onSelect: () => void }) => (
  <Command.Item value={customer.id} onSelect={onSelect} className={itemClass}>
    <span className="min-w-0">
      <span className="block truncate">{customer.name}</span>
      <span className="block truncate text-small text-ink-3">{customer.contacts[0]?.email}</span>
    </span>
  </Command.Item>
);
