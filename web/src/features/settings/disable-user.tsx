import { useQueryClient } from '@tanstack/react-query';
import { userEndpoints, type User } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { toast } from '../../ui/toast.ts';
import { refreshUsers } from './queries.ts';
import { settingWords } from './setting-words.ts';

interface DisableUserProps {
  user: User;
  onDone: () => void;
}

/** Locks a user out or lets them in again, with undo. */
export const DisableUser = ({ user, onDone }: DisableUserProps) => {
  const t = useWords(settingWords);
  const queryClient = useQueryClient();
  const update = useWrite(userEndpoints.update, { onSettled: () => refreshUsers(queryClient) });
  const set = (from: User, disabled: boolean) =>
    update.mutateAsync({ params: { id: from.id }, body: { disabled, version: from.version } });
  const isDisabled = user.state === 'disabled';
  const toggle = async () => {
    const saved = await set(user, !isDisabled);
    const undo = { label: t('undo'), onClick: () => void set(saved, isDisabled).catch(() => undefined) };
    toast(t(isDisabled ? 'enabled' : 'disabled', { name: user.name }), { tone: 'done', action: undo });
    onDone();
  };
  return (
    <div className="flex flex-col gap-2 border-t pt-4">
      <div className="flex items-center justify-between gap-3">
        <p className="text-ink-2">{t(isDisabled ? 'enableText' : 'disableText')}</p>
        <Button size="small" busy={update.isPending} onClick={() => void toggle().catch(() => undefined)}>
          {t(isDisabled ? 'enable' : 'disable')}
        </Button>
      </div>
      <InlineError error={update.error} />
    </div>
  );
};
