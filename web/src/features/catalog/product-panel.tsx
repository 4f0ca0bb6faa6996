import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { catalogWords } from './catalog-words.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { ProductDetails } from './product-details.tsx';
import { ProductEditor } from './product-editor.tsx';
import { productQuery } from './queries.ts';
import { usePanelPlace } from './use-panel-place.ts';

/** One product beside the list: its fields, or the form to change them (`?edit`). */
export const ProductPanel = () => {
  const { productId = '' } = useParams();
  const t = useWords(catalogWords);
  const place = usePanelPlace();
  const mayWrite = useCan('catalog:write');
  const query = useQuery(productQuery(productId));
  return (
    <SidePanel key={productId} title={query.data?.name ?? t('product')} onClose={place.close}>
      <QueryView query={query} skeleton={<FactsSkeleton rows={9} />}>
        {(product) =>
          place.isEditing && mayWrite ? (
            <ProductEditor product={product} onDone={() => place.view(productId)} />
          ) : (
            <ProductDetails product={product} onEdit={() => place.edit(productId)} />
          )
        }
      </QueryView>
    </SidePanel>
  );
};
