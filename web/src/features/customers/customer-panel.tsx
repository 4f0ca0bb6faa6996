import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { CustomerDetails } from './customer-details.tsx';
import { CustomerEditor } from './customer-editor.tsx';
import { customerWords } from './customer-words.ts';
import { knownCustomer, customerQuery } from './queries.ts';
import { usePanelPlace } from '../../lib/use-panel-place.ts';

/** One customer beside the list: contacts, fields and quotes, or the form to change them (`?edit`). */
export const CustomerPanel = () => {
  const { customerId = '' } = useParams();
  const t = useWords(customerWords);
  const place = usePanelPlace('/customers');
  const mayWrite = useCan('customers:write');
  const queryClient = useQueryClient();
  const query = useQuery({
    ...customerQuery(customerId),
    placeholderData: () => knownCustomer(queryClient, customerId),
  });
  return (
    <SidePanel
      key={`${customerId} ${place.isEditing}`}
      title={query.data?.name ?? t('customer')}
      onClose={place.close}
      footer={
        query.data &&
        mayWrite &&
        !place.isEditing && (
          <Button icon={<Pencil aria-hidden="true" className="size-3.5" />} onClick={() => place.edit(customerId)}>
            {t('edit')}
          </Button>
        )
      }
    >
      <QueryView query={query} skeleton={<FactsSkeleton rows={8} />}>
        {(customer) =>
          place.isEditing && mayWrite ? (
            <CustomerEditor customer={customer} onDone={() => place.view(customerId)} />
          ) : (
            <CustomerDetails customer={customer} />
          )
        }
      </QueryView>
    </SidePanel>
  );
};
