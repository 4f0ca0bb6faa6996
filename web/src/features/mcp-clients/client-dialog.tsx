import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import { externalMcpClientEndpoints } from '../../../../contracts/mcp-clients.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { ClientFields } from './client-fields.tsx';
import { readClientForm, type ClientForm, type ClientProblems } from './client-form.ts';
import { clientWords } from './client-words.ts';

export type NewClient = z.output<typeof externalMcpClientEndpoints.create.reply>;

interface ClientDialogProps {
  onCreated: (created: NewClient) => void;
  onClose: () => void;
}

const empty: ClientForm = { name: '', kind: 'claude', auth: 'oauth', server: '', redirectUris: '' };

/** Allows a client in. */
export const ClientDialog = ({ onCreated, onClose }: ClientDialogProps) => {
  const t = useWords(clientWords);
  const queryClient = useQueryClient();
  const [form, setForm] = useState(empty);
  const [problems, setProblems] = useState<ClientProblems>({});
  const create = useWrite(externalMcpClientEndpoints.create, {
    onSuccess: (created) => {
      void queryClient.invalidateQueries({ queryKey: keyOf(externalMcpClientEndpoints.list) });
      onCreated(created);
    },
  });
  const save = () => {
    const read = readClientForm(form);
    setProblems(read.ok ? {} : read.problems);
    if (read.ok) create.mutate({ body: read.body });
  };
  return (
    <Dialog title={t('add')} onClose={onClose}>
      <Form onSubmit={save} busy={create.isPending} className="gap-4 pb-3">
        <ClientFields form={form} problems={problems} onChange={(changed) => setForm({ ...form, ...changed })} />
        <FormEnd
          submitLabel={t('create')}
          busy={create.isPending}
          problems={problems}
          error={create.error}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
};
