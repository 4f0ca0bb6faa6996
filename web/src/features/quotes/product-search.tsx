import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { useState } from 'react';
import { catalogEndpoints, type Product } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { queryOf } from '../../lib/query.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { controlClass } from '../../ui/input.tsx';
import { Money } from '../../ui/money.tsx';
import { quoteWords } from './quote-words.ts';

interface ProductSearchProps {
  title: string;
  initialTerm: string;
  onChoose: (product: Product) => void;
  onClose: () => void;
}

const limit = 20;
const longestTerm = 200;

/** Finds a product in the whole catalogue: type, arrow keys, Enter. */
export const ProductSearch = ({ title, initialTerm, onChoose, onClose }: ProductSearchProps) => {
  const t = useWords(quoteWords);
  const [term, setTerm] = useState(initialTerm.slice(0, longestTerm));
  const q = useDebounced(term.trim(), 150);
  const hits = useQuery({
    ...queryOf(catalogEndpoints.search, { query: { q, limit } }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
  const items = q === '' ? [] : (hits.data?.items ?? []);
  return (
    <Dialog title={title} onClose={onClose} wide>
      <Command shouldFilter={false} loop label={t('searchProducts')} className="pb-4">
        <Command.Input
          autoFocus
          value={term}
          onValueChange={setTerm}
          maxLength={longestTerm}
          placeholder={t('searchProducts')}
          className={`${controlClass} h-10`}
        />
        <InlineError error={hits.error} />
        <Command.List className="mt-3 min-h-72">
          {items.map(({ product }) => (
            <Command.Item
              key={product.id}
              value={product.id}
              onSelect={() => onChoose(product)}
              className="flex cursor-pointer items-baseline gap-4 rounded-md px-3 py-2 data-[selected=true]:bg-hover"
            >
              <span className="min-w-0 grow">
                <span className="break-anywhere line-clamp-2">{product.name}</span>
                <span className="text-small text-ink-3">
                  {[product.sku, product.brand, product.modelNumber].filter(Boolean).join(' · ')}
                </span>
              </span>
              <Money amount={product.price} currency={product.currency} className="shrink-0" />
            </Command.Item>
          ))}
          {q !== '' && hits.isSuccess && items.length === 0 && (
            <p role="status" className="px-3 py-6 text-center text-ink-2">
              {t('noProducts', { term: q })}
            </p>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
};
