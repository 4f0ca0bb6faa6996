import { useLocation } from 'react-router';
import type { Customer } from '../../../../contracts/customers.ts';
import { useWords } from '../../lib/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { customerWords } from './customer-words.ts';

interface CustomerTableProps {
  customers: readonly Customer[];
  isMuted: boolean;
}

export const CustomerTable = ({ customers, isMuted }: CustomerTableProps) => {
  const t = useWords(customerWords);
  const { search } = useLocation();
  const firstContact = ({ contacts }: Customer): string => {
    const [first, ...others] = contacts;
    if (!first) return '';
    const named = first.name ?? first.email;
    return others.length === 0 ? named : `${named}, ${t('moreContacts', { count: others.length })}`;
  };
  const columns: readonly Column<Customer>[] = [
    { id: 'name', header: t('name'), cell: ({ name }) => <span title={name}>{name}</span> },
    { id: 'contact', header: t('contact'), className: 'w-64 hidden @2xl:table-cell', cell: firstContact },
    {
      id: 'email',
      header: t('email'),
      className: 'w-72 hidden @4xl:table-cell',
      cell: ({ contacts }) => contacts[0]?.email,
    },
    {
      id: 'changed',
      header: t('changed'),
      align: 'end',
      className: 'w-36 text-ink-3',
      cell: ({ updatedAt }) => <RelativeTime instant={updatedAt} />,
    },
  ];
  return (
    <DataTable
      label={t('list')}
      rows={customers}
      columns={columns}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/customers/${id}${search}`}
      opensBeside
      isMuted={isMuted}
      compact={(customer) => (
        <span className="flex flex-col gap-0.5">
          <span className="truncate font-medium">{customer.name}</span>
          <span className="truncate text-small text-ink-3">{firstContact(customer) || t('noContacts')}</span>
        </span>
      )}
    />
  );
};
