import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { catalogEndpoints, type Product } from '../../../../contracts/catalog.ts';
import { invalidFields, isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { useWrite } from '../../lib/query.ts';
import { changedFields, pickFields, useDraft } from '../../lib/use-draft.ts';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { toast } from '../../ui/toast.ts';
import { catalogWords } from './catalog-words.ts';
import { ProductFields } from './product-fields.tsx';
import { readProductForm, refusedFields, toProductForm, type FormProblems, type ProductField } from './product-form.ts';
import { productQuery, rememberProduct } from './queries.ts';

interface ProductEditorProps {
  product: Product;
  onDone: () => void;
}

/** Changes a product. When somebody else saved first, typed values stay, the others follow, and both are shown. */
export const ProductEditor = ({ product, onDone }: ProductEditorProps) => {
  const t = useWords(catalogWords);
  const locale = useLocale();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(product);
  const [problems, setProblems] = useState<FormProblems>({});
  const [theirs, setTheirs] = useState<readonly ProductField[] | null>(null);
  const stored = toProductForm(base, locale);
  const draft = useDraft(stored);

  const update = useWrite(catalogEndpoints.update, {
    onSuccess: (saved) => {
      rememberProduct(queryClient, saved);
      toast(t('saved'), { tone: 'done' });
      onDone();
    },
    onError: async (error) => {
      setProblems(refusedFields(invalidFields(error)));
      if (!isCode(error, 'version_conflict')) return;
      const fresh = await queryClient.fetchQuery({ ...productQuery(base.id), staleTime: 0 }).catch(() => null);
      if (!fresh) return;
      setTheirs(changedFields(stored, toProductForm(fresh, locale)));
      setBase(fresh);
    },
  });

  const save = () => {
    const read = readProductForm(draft.values, locale);
    setProblems(read.ok ? {} : read.problems);
    if (!read.ok) return;
    if (draft.changed.length === 0) return onDone();
    const body = { ...pickFields(read.fields, draft.changed), version: base.version };
    update.mutate({ params: { id: base.id }, body });
  };
  const conflictLine = (field: ProductField) => {
    const line = t('conflictChange', { field: t(field), theirs: stored[field] });
    return draft.changed.includes(field) ? `${line} (${t('conflictKept', { mine: draft.values[field] })})` : line;
  };

  return (
    <Form onSubmit={save} busy={update.isPending} className="gap-5">
      {theirs && (
        <ConflictNote title={t('conflictTitle')} text={t('conflictText')} changes={theirs.map(conflictLine)} />
      )}
      <ProductFields values={draft.values} problems={problems} onChange={draft.set} />
      <FormEnd
        submitLabel={t('save')}
        busy={update.isPending}
        problems={problems}
        error={theirs ? null : update.error}
        onCancel={onDone}
      />
    </Form>
  );
};
