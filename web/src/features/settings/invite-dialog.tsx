import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { Role } from '../../../../contracts/access.ts';
import { Email, userEndpoints } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { refreshUsers } from './queries.ts';
import { RoleCheckboxes } from './role-checkboxes.tsx';
import { settingWords } from './setting-words.ts';

export type Invitation = z.output<typeof userEndpoints.invite.reply>;

interface InviteDialogProps {
  onInvited: (invitation: Invitation) => void;
  onClose: () => void;
}

/** Invites somebody; the answer holds the one-time link. */
export const InviteDialog = ({ onInvited, onClose }: InviteDialogProps) => {
  const t = useWords(settingWords);
  const queryClient = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['sales']);
  const [problems, setProblems] = useState<Partial<Record<'name' | 'email', keyof typeof settingWords>>>({});
  const invite = useWrite(userEndpoints.invite, {
    onSuccess: (invitation) => {
      void refreshUsers(queryClient);
      onInvited(invitation);
    },
  });
  const send = () => {
    const found: typeof problems = {};
    if (name.trim() === '') found.name = 'required';
    if (!Email.safeParse(email.trim()).success) found.email = 'badEmail';
    setProblems(found);
    if (Object.keys(found).length === 0 && roles.length > 0)
      invite.mutate({ body: { name: name.trim(), email: email.trim(), roles } });
  };
  return (
    <Dialog title={t('invite')} onClose={onClose}>
      <Form onSubmit={send} busy={invite.isPending} className="gap-4 pb-3">
        <TextField label={t('name')} error={problems.name && t(problems.name)} value={name} onChange={setName} />
        <TextField
          label={t('email')}
          error={problems.email && t(problems.email)}
          type="email"
          value={email}
          onChange={setEmail}
        />
        <RoleCheckboxes roles={roles} onChange={setRoles} />
        <FormEnd
          submitLabel={t('inviteSend')}
          busy={invite.isPending}
          problems={problems}
          error={invite.error}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
};
