import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { customerEndpoints } from '../../../../contracts/customers.ts';
import { invalidFields } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { useDraft } from '../../lib/use-draft.ts';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { toast } from '../../ui/toast.ts';
import { CustomerFields } from './customer-fields.tsx';
import { emptyCustomerForm, readCustomerForm, refusedFields, type FormProblems } from './customer-form.ts';
import { customerWords } from './customer-words.ts';
import { refreshCustomers, rememberCustomer } from './queries.ts';
import { usePanelPlace } from '../../lib/use-panel-place.ts';

/** Creates a customer beside the list. */
export const NewCustomerPanel = () => {
  const t = useWords(customerWords);
  const place = usePanelPlace('/customers');
  const mayWrite = useCan('customers:write');
  const queryClient = useQueryClient();
  const [problems, setProblems] = useState<FormProblems>({});
  const draft = useDraft(emptyCustomerForm);

  const create = useWrite(customerEndpoints.create, {
    onSuccess: (saved) => {
      rememberCustomer(queryClient, saved);
      void refreshCustomers(queryClient);
      toast(t('created', { name: saved.name }), { tone: 'done' });
      place.view(saved.id);
    },
    onError: (error) => setProblems(refusedFields(invalidFields(error))),
  });
  const save = () => {
    const read = readCustomerForm(draft.values);
    setProblems(read.ok ? {} : read.problems);
    if (read.ok) create.mutate({ body: read.fields });
  };

  if (!mayWrite) return <Navigate to="/customers" replace />;
  return (
    <SidePanel title={t('newCustomer')} onClose={place.close}>
      <Form onSubmit={save} busy={create.isPending} className="gap-5">
        <CustomerFields values={draft.values} problems={problems} onChange={draft.set} />
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
