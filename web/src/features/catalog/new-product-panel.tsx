import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { catalogEndpoints } from '../../../../contracts/catalog.ts';
import { invalidFields, isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan, useSession } from '../../lib/session.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toast.ts';
import { catalogWords } from './catalog-words.ts';
import { ProductFields } from './product-fields.tsx';
import { emptyProductForm, readProductForm, refusedFields, type FormProblems } from './product-form.ts';
import { refreshProducts, rememberProduct } from './queries.ts';
import { usePanelPlace } from '../../lib/use-panel-place.ts';

/** Creates a product beside the list. */
export const NewProductPanel = () => {
  const t = useWords(catalogWords);
  const locale = useLocale();
  const place = usePanelPlace('/catalog');
  const mayWrite = useCan('catalog:write');
  const queryClient = useQueryClient();
  const { workspace } = useSession();
  const [problems, setProblems] = useState<FormProblems>({});
  const draft = useDraft(emptyProductForm(workspace.currency));

  const create = useWrite(catalogEndpoints.create, {
    onSuccess: (saved) => {
      rememberProduct(queryClient, saved);
      void refreshProducts(queryClient);
      toast(t('created', { name: saved.name }), { tone: 'done' });
      place.view(saved.id);
    },
    onError: (error) =>
      setProblems(isCode(error, 'sku_taken') ? { sku: 'skuTaken' } : refusedFields(invalidFields(error))),
  });
  const save = () => {
    const read = readProductForm(draft.values, locale);
    setProblems(read.ok ? {} : read.problems);
    if (read.ok) create.mutate({ body: read.fields });
  };

  if (!mayWrite) return <Navigate to="/catalog" replace />;
  return (
    <SidePanel title={t('newProduct')} onClose={place.close}>
      <Form onSubmit={save} busy={create.isPending} className="gap-5">
        <ProductFields values={draft.values} problems={problems} onChange={draft.set} />
        <FormEnd
          submitLabel={t('create')}
          busy={create.isPending}
          problems={problems}
          error={create.error}
          onCancel={place.close}
        />
      </Form>
    </SidePanel>
  );
};
