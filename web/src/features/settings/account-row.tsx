import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import {
  serviceAccountEndpoints,
  type ServiceAccount,
  type ServiceAccountWithSecret,
} from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { toast } from '../../ui/toast.ts';
import { AccountFacts } from './account-facts.tsx';
import { refreshAccounts } from './queries.ts';
import { settingWords } from './setting-words.ts';

interface AccountRowProps {
  account: z.output<typeof ServiceAccount>;
  onSecret: (rotated: z.output<typeof ServiceAccountWithSecret>) => void;
}

/** One service account, with the ways to replace its secret and to end it. */
export const AccountRow = ({ account, onSecret }: AccountRowProps) => {
  const t = useWords(settingWords);
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  const { id, name } = account;
  const close = () => setAsking(null);
  const onSettled = () => void refreshAccounts(queryClient);
  const rotate = useWrite(serviceAccountEndpoints.rotate, {
    onSettled,
    onSuccess: (rotated) => {
      close();
      onSecret(rotated);
    },
  });
  const remove = useWrite(serviceAccountEndpoints.delete, {
    onSettled,
    onSuccess: () => {
      close();
      toast(t('removed', { name }), { tone: 'done' });
    },
  });
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b p-4 last:border-b-0">
      <AccountFacts account={account} />
      <div className="flex gap-2">
        <Button size="small" onClick={() => setAsking('rotate')}>
          {t('rotate')}
        </Button>
        <Button size="small" onClick={() => setAsking('remove')}>
          {t('remove')}
        </Button>
      </div>
      {asking !== null && (
        <ConfirmDialog
          title={t(asking === 'rotate' ? 'rotateTitle' : 'removeTitle', { name })}
          description={t(asking === 'rotate' ? 'rotateText' : 'removeText')}
          confirmLabel={t(asking)}
          busy={rotate.isPending || remove.isPending}
          error={asking === 'rotate' ? rotate.error : remove.error}
          onConfirm={() => (asking === 'rotate' ? rotate : remove).mutate({ params: { id } })}
          onClose={close}
        />
      )}
    </li>
  );
};
