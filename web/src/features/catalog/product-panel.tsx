import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ActiveToggle } from './active-toggle.tsx';
import { catalogWords } from './catalog-words.ts';
import { ProductDetails } from './product-details.tsx';
import { ProductEditor } from './product-editor.tsx';
import { knownProduct, productQuery } from './queries.ts';
import { usePanelPlace } from '../../lib/use-panel-place.ts';

/** One product beside the list: its fields, or the form to change them (`?edit`). */
export const ProductPanel = () => {
  const { productId = '' } = useParams();
  const t = useWords(catalogWords);
  const place = usePanelPlace('/catalog');
  const mayWrite = useCan('catalog:write');
  const queryClient = useQueryClient();
  const query = useQuery({ ...productQuery(productId), placeholderData: () => knownProduct(queryClient, productId) });
  return (
    <SidePanel
      key={`${productId} ${place.isEditing}`}
      title={query.data?.name ?? t('product')}
      onClose={place.close}
      footer={
        query.data &&
        mayWrite &&
        !place.isEditing && (
          <>
            <ActiveToggle product={query.data} />
            <Button icon={<Pencil aria-hidden="true" className="size-3.5" />} onClick={() => place.edit(productId)}>
              {t('edit')}
            </Button>
          </>
        )
      }
    >
      <QueryView query={query} skeleton={<FactsSkeleton rows={9} />}>
        {(product) =>
          place.isEditing && mayWrite ? (
            <ProductEditor product={product} onDone={() => place.view(productId)} />
          ) : (
            <ProductDetails product={product} />
          )
        }
      </QueryView>
    </SidePanel>
  );
};
