import { Plus, Upload } from 'lucide-react';
import { Link, Outlet, useLocation } from 'react-router';
import { catalogEndpoints } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { buttonClass } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { catalogWords } from './catalog-words.ts';
import { NoProducts } from './no-products.tsx';
import { ProductTable } from './product-table.tsx';
import { productListQuery } from './queries.ts';
import { useCatalogFilter } from './use-catalog-filter.ts';

/** All products, with one of them open beside the list. */
export const CatalogPage = () => {
  const t = useWords(catalogWords);
  const mayWrite = useCan('catalog:write');
  const { search: place } = useLocation();
  const filter = useCatalogFilter();
  const list = useInfiniteList(catalogEndpoints.list, productListQuery(filter));
  const count = list.items?.length ?? 0;
  const shownOptions = [
    { value: 'active' as const, label: t('filterActive') },
    { value: 'inactive' as const, label: t('filterInactive') },
    { value: 'all' as const, label: t('filterAll') },
  ];
  return (
    <div className="md:flex">
      <div className="@container min-w-0 grow">
        <PageHeader
          title={t('title')}
          actions={
            mayWrite && (
              <>
                <Link to="/catalog/import" className={buttonClass()}>
                  <Upload aria-hidden="true" className="size-4" /> {t('importList')}
                </Link>
                <Link to={{ pathname: '/catalog/new', search: place }} className={buttonClass({ tone: 'primary' })}>
                  <Plus aria-hidden="true" className="size-4" /> {t('newProduct')}
                </Link>
              </>
            )
          }
        />
        <ListBar
          search={{ label: t('search'), value: filter.typed, onChange: filter.setText }}
          count={count > 0 && t('shown', { count })}
        >
          <FilterChips label={t('filter')} options={shownOptions} value={filter.shown} onChange={filter.setShown} />
        </ListBar>
        <ListView list={list} empty={<NoProducts filter={filter} />}>
          {(products) => <ProductTable products={products} isMuted={list.isRefreshing} />}
        </ListView>
      </div>
      <Outlet />
    </div>
  );
};
