import { useQueryClient } from '@tanstack/react-query';
import { catalogEndpoints, type Product } from '../../../../contracts/catalog.ts';
import { isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { catalogWords } from './catalog-words.ts';
import { productQuery, refreshProducts, rememberProduct } from './queries.ts';

/** Takes a product out of the catalogue or puts it back, with undo. */
export const ActiveToggle = ({ product }: { product: Product }) => {
  const t = useWords(catalogWords);
  const queryClient = useQueryClient();
  const update = useWrite(catalogEndpoints.update, {
    onSuccess: (saved) => {
      rememberProduct(queryClient, saved);
      void refreshProducts(queryClient);
    },
    onError: (error) => {
      if (isCode(error, 'version_conflict')) void queryClient.invalidateQueries(productQuery(product.id));
    },
  });
  const set = (from: Product, active: boolean) =>
    update.mutateAsync({ params: { id: from.id }, body: { active, version: from.version } });
  const toggle = async () => {
    const saved = await set(product, !product.active);
    const undo = { label: t('undo'), onClick: () => void set(saved, product.active).catch(() => undefined) };
    toast(t(saved.active ? 'activated' : 'deactivated', { name: saved.name }), { tone: 'done', action: undo });
  };
  return (
    <>
      <Button busy={update.isPending} onClick={() => void toggle().catch(() => undefined)}>
        {product.active ? t('deactivate') : t('activate')}
      </Button>
      <div className="order-first basis-full empty:hidden">
        <InlineError error={update.error} />
      </div>
    </>
  );
};
