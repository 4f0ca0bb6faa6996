import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { Permission } from '../../../../contracts/access.ts';
import { serviceAccountEndpoints, type ServiceAccountWithSecret } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PermissionCheckboxes } from './permission-checkboxes.tsx';
import { refreshAccounts } from './queries.ts';
import { settingWords } from './setting-words.ts';

interface AccountDialogProps {
  onCreated: (created: z.output<typeof ServiceAccountWithSecret>) => void;
  onClose: () => void;
}

const dayMs = 86_400_000;

/** Creates a service account with the rights that are ticked. */
export const AccountDialog = ({ onCreated, onClose }: AccountDialogProps) => {
  const t = useWords(settingWords);
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [permissions, setPermissions] = useState<readonly Permission[]>([]);
  const [problems, setProblems] = useState<Partial<Record<'name' | 'permissions', keyof typeof settingWords>>>({});
  const create = useWrite(serviceAccountEndpoints.create, {
    onSuccess: (created) => {
      void refreshAccounts(queryClient);
      onCreated(created);
    },
  });
  const expiries = [
    ...[30, 90].map((count) => ({ value: String(count), label: t('expiryDays', { count }) })),
    { value: '365', label: t('expiryYear') },
    { value: '', label: t('expiryNever') },
  ];
  const save = () => {
    const found: typeof problems = {};
    if (name.trim() === '') found.name = 'required';
    if (permissions.length === 0) found.permissions = 'atLeastOnePermission';
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    const expiresAt = days === '' ? null : new Date(Date.now() + Number(days) * dayMs).toISOString();
    create.mutate({ body: { name: name.trim(), permissions: [...permissions], expiresAt } });
  };
  return (
    <Dialog title={t('newAccount')} onClose={onClose}>
      <Form onSubmit={save} busy={create.isPending} className="gap-4 pb-3">
        <TextField
          label={t('name')}
          hint={t('accountNameHint')}
          error={problems.name && t(problems.name)}
          value={name}
          onChange={setName}
        />
        <Field label={t('expiry')}>
          {(control) => (
            <Select {...control} options={expiries} value={days} onChange={(event) => setDays(event.target.value)} />
          )}
        </Field>
        <PermissionCheckboxes
          chosen={permissions}
          problem={problems.permissions && t(problems.permissions)}
          onChange={setPermissions}
        />
        <FormEnd
          submitLabel={t('createAccount')}
          busy={create.isPending}
          problems={problems}
          error={create.error}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
};
