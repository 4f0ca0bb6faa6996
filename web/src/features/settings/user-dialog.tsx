import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { userEndpoints, type User } from '../../../../contracts/identity.ts';
import { isCode } from '../../lib/field-issues.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useSession } from '../../lib/session.ts';
import { pickFields, useDraft } from '../../lib/use-draft.ts';
import { ConflictNote } from '../../ui/conflict-note.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { toast } from '../../ui/toast.ts';
import { TextField } from '../../ui/text-field.tsx';
import { DisableUser } from './disable-user.tsx';
import { knownUser, refreshUsers } from './queries.ts';
import { RoleCheckboxes } from './role-checkboxes.tsx';
import { settingWords } from './setting-words.ts';

interface UserDialogProps {
  user: User;
  onClose: () => void;
}

/** Changes name and roles of a user, or locks them out. */
export const UserDialog = ({ user, onClose }: UserDialogProps) => {
  const t = useWords(settingWords);
  const { id: ownId } = useSession();
  const queryClient = useQueryClient();
  const [base, setBase] = useState(user);
  const [hasConflict, setConflict] = useState(false);
  const [problems, setProblems] = useState<{ name?: 'required' }>({});
  const { values, changed, set } = useDraft({ name: base.name, roles: base.roles });
  const update = useWrite(userEndpoints.update, {
    onSuccess: (saved) => {
      void refreshUsers(queryClient);
      toast(t('userSaved', { name: saved.name }), { tone: 'done' });
      onClose();
    },
    onError: async (error) => {
      if (!isCode(error, 'version_conflict')) return;
      await refreshUsers(queryClient);
      setBase(knownUser(queryClient, user.id) ?? base);
      setConflict(true);
    },
  });
  const save = () => {
    const isNameless = values.name.trim() === '';
    setProblems(isNameless ? { name: 'required' } : {});
    if (isNameless || values.roles.length === 0) return;
    if (changed.length === 0) return onClose();
    update.mutate({ params: { id: user.id }, body: { ...pickFields(values, changed), version: base.version } });
  };
  return (
    <Dialog title={base.name} description={base.email} onClose={onClose}>
      <Form onSubmit={save} busy={update.isPending} className="gap-4 pb-3">
        {hasConflict && <ConflictNote title={t('userConflict')} text={t('userConflictText')} changes={[]} />}
        <TextField
          label={t('name')}
          error={problems.name && t(problems.name)}
          value={values.name}
          onChange={(value) => set('name', value)}
        />
        <RoleCheckboxes roles={values.roles} onChange={(roles) => set('roles', roles)} />
        {user.id !== ownId && user.state !== 'invited' && <DisableUser user={base} onDone={onClose} />}
        <FormEnd
          submitLabel={t('save')}
          busy={update.isPending}
          problems={problems}
          error={hasConflict ? null : update.error}
          onCancel={onClose}
        />
      </Form>
    </Dialog>
  );
};
