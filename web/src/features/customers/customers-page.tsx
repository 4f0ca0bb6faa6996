import { Plus, UsersRound } from 'lucide-react';
import { Link, Outlet, useLocation } from 'react-router';
import { customerEndpoints } from '../../../../contracts/customers.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { useSearchText } from '../../lib/use-search-text.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { CustomerTable } from './customer-table.tsx';
import { customerWords } from './customer-words.ts';
import { customerListQuery } from './queries.ts';

/** All customers, with one of them open beside the list. */
export const CustomersPage = () => {
  const t = useWords(customerWords);
  const mayWrite = useCan('customers:write');
  const { search: place } = useLocation();
  const { typed, search, setText } = useSearchText();
  const list = useInfiniteList(customerEndpoints.list, customerListQuery(search));
  const count = list.items?.length ?? 0;
  const newCustomer = mayWrite && (
    <Link to={{ pathname: '/customers/new', search: place }} className={buttonClass({ tone: 'primary' })}>
      <Plus aria-hidden="true" className="size-4" /> {t('newCustomer')}
    </Link>
  );
  const empty =
    search === '' ? (
      <EmptyState icon={<UsersRound aria-hidden="true" />} title={t('emptyTitle')} description={t('emptyText')} />
    ) : (
      <NoResult search={search} hint={t('noResultText')} onClear={() => setText('')} />
    );
  return (
    <div className="md:flex">
      <div className="@container min-w-0 grow">
        <PageHeader title={t('title')} actions={newCustomer} />
        <ListBar
          search={{ label: t('search'), value: typed, onChange: setText }}
          count={count > 0 && t('shown', { count })}
        />
        <ListView list={list} empty={empty}>
          {(customers) => <CustomerTable customers={customers} isMuted={list.isRefreshing} />}
        </ListView>
      </div>
      <Outlet />
    </div>
  );
};
