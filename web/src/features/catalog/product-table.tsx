import { useMemo } from 'react';
import { useLocation } from 'react-router';
import type { Product } from '../../../../contracts/catalog.ts';
import { useWords, type Translate } from '../../lib/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Money } from '../../ui/money.tsx';
import { catalogWords } from './catalog-words.ts';

interface ProductTableProps {
  products: readonly Product[];
  isMuted: boolean;
}

export const ProductTable = ({ products, isMuted }: ProductTableProps) => {
  const t = useWords(catalogWords);
  const { search } = useLocation();
  return (
    <DataTable
      label={t('list')}
      rows={products}
      columns={useMemo(() => columnsOf(t), [t])}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/catalog/${id}${search}`}
      opensBeside
      isMuted={isMuted}
      compact={compactProduct}
    />
  );
};

const columnsOf = (t: Translate<typeof catalogWords>): readonly Column<Product>[] => [
  {
    id: 'name',
    header: t('name'),
    cell: (product) => (
      <span className="flex items-center gap-2">
        <span className="truncate" title={product.name}>
          {product.name}
        </span>
        <Inactive product={product} />
      </span>
    ),
  },
  {
    id: 'sku',
    header: t('sku'),
    className: 'w-40 figures',
    cell: (product) => <span title={product.sku}>{product.sku}</span>,
  },
  { id: 'brand', header: t('brand'), className: 'w-44 hidden @4xl:table-cell', cell: ({ brand }) => brand },
  { id: 'unit', header: t('unit'), className: 'w-28 hidden @4xl:table-cell', cell: ({ unit }) => unit },
  {
    id: 'price',
    header: t('price'),
    align: 'end',
    className: 'w-36',
    cell: ({ price, currency }) => <Money amount={price} currency={currency} />,
  },
];

const Inactive = ({ product }: { product: Product }) => {
  const t = useWords(catalogWords);
  return !product.active && <Badge>{t('inactive')}</Badge>;
};

const compactProduct = (product: Product) => (
  <span className="flex flex-col gap-0.5">
    <span className="flex items-baseline justify-between gap-3">
      <span className="min-w-0 truncate font-medium">{product.name}</span>
      <Money amount={product.price} currency={product.currency} />
    </span>
    <span className="flex items-center justify-between gap-3 text-small text-ink-3">
      <span className="min-w-0 truncate">
        {product.sku}
        {product.brand !== null && ` · ${product.brand}`}
      </span>
      <Inactive product={product} />
    </span>
  </span>
);
