import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { customerEndpoints, type Customer } from '../../../../contracts/customers.ts';
import { invalidFields, isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { changedFields, pickFields, useDraft } from '../../lib/use-draft.ts';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { toast } from '../../ui/toast.ts';
import { CustomerFields } from './customer-fields.tsx';
import {
  readCustomerForm,
  refusedFields,
  toCustomerForm,
  type CustomerField,
  type FormProblems,
} from './customer-form.ts';
import { customerWords } from './customer-words.ts';
import { customerQuery, rememberCustomer } from './queries.ts';

interface CustomerEditorProps {
  customer: Customer;
  onDone: () => void;
}

/** Changes a customer. When somebody else saved first, typed values stay, the others follow, and both are shown. */
export const CustomerEditor = ({ customer, onDone }: CustomerEditorProps) => {
  const t = useWords(customerWords);
  const queryClient = useQueryClient();
  const [base, setBase] = useState(customer);
  const [problems, setProblems] = useState<FormProblems>({});
  const [theirs, setTheirs] = useState<readonly CustomerField[] | null>(null);
  const stored = useMemo(() => toCustomerForm(base), [base]);
  const draft = useDraft(stored);

  const update = useWrite(customerEndpoints.update, {
    onSuccess: (saved) => {
      rememberCustomer(queryClient, saved);
      toast(t('saved'), { tone: 'done' });
      onDone();
    },
    onError: async (error) => {
      setProblems(refusedFields(invalidFields(error)));
      if (!isCode(error, 'version_conflict')) return;
      const fresh = await queryClient.fetchQuery({ ...customerQuery(base.id), staleTime: 0 }).catch(() => null);
      if (!fresh) return;
      setTheirs(changedFields(stored, toCustomerForm(fresh)));
      setBase(fresh);
    },
  });

  const save = () => {
    const read = readCustomerForm(draft.values);
    setProblems(read.ok ? {} : read.problems);
    if (!read.ok) return;
    if (draft.changed.length === 0) return onDone();
    update.mutate({
      params: { id: base.id },
      body: { ...pickFields(read.fields, draft.changed), version: base.version },
    });
  };
  const conflictLine = (field: CustomerField) => {
    const value = stored[field];
    const line =
      typeof value === 'string'
        ? t('conflictChange', { field: t(field), theirs: value })
        : t('conflictChanged', { field: t(field) });
    return draft.changed.includes(field) ? `${line} (${t('conflictKept')})` : line;
  };

  return (
    <Form onSubmit={save} busy={update.isPending} className="gap-5">
      {theirs && (
        <ConflictNote title={t('conflictTitle')} text={t('conflictText')} changes={theirs.map(conflictLine)} />
      )}
      <CustomerFields values={draft.values} problems={problems} onChange={draft.set} />
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
