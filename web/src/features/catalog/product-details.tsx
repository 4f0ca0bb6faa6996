import type { Product } from '../../../../contracts/catalog.ts';
import { formatDecimal, shortDecimal } from '../../lib/format-money.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { Facts } from '../../ui/facts.tsx';
import { Money } from '../../ui/money.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { catalogWords } from './catalog-words.ts';

/** The fields of a product to read. */
export const ProductDetails = ({ product }: { product: Product }) => {
  const t = useWords(catalogWords);
  const locale = useLocale();
  const or = (value: string | null) => value ?? <span className="text-ink-3">–</span>;
  const rate = `${formatDecimal(shortDecimal(product.taxRate), locale)} %`;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <StateChip tone={product.active ? 'done' : 'neutral'}>{product.active ? t('active') : t('inactive')}</StateChip>
        {!product.active && <p className="text-ink-3">{t('inactiveNote')}</p>}
      </div>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Money amount={product.price} currency={product.currency} className="text-title font-semibold" />
        <span className="break-anywhere text-ink-3">{t('netPer', { unit: product.unit })}</span>
      </p>
      <Facts
        facts={[
          { label: t('sku'), value: <span className="figures">{product.sku}</span> },
          { label: t('brand'), value: or(product.brand) },
          { label: t('modelNumber'), value: or(product.modelNumber) },
          { label: t('gtin'), value: or(product.gtin) },
          { label: t('category'), value: or(product.category) },
          { label: t('description'), value: or(product.description) },
          { label: t('tax'), value: `${rate}, ${t(`tax${product.taxCategory}`)}` },
          { label: t('changed'), value: <RelativeTime instant={product.updatedAt} /> },
        ]}
      />
    </div>
  );
};
