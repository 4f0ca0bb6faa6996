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
import { useNowMs } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { toast } from '../../ui/toast.ts';
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
  const nowMs = useNowMs();
  const [asking, setAsking] = useState<'rotate' | 'remove' | null>(null);
  const { id, name, key, permissions, expiresAt, lastUsedAt } = account;
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
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b p-4 last:border-b-0">
      <div className="flex min-w-60 flex-1 flex-col gap-1">
        <p className="break-anywhere flex flex-wrap items-center gap-2 font-medium">
          {name} {isExpired && <Badge tone="failed">{t('expired')}</Badge>}
        </p>
        <p className="flex items-center gap-1 text-small text-ink-3">
          {t('key')} <code className="break-anywhere font-mono">{key}</code>
          <CopyButton text={key} label={t('copyThis', { what: t('key') })} />
        </p>
        <p className="text-ink-2">{permissions.map((permission) => t(permission)).join(' · ')}</p>
        <p className="text-small text-ink-3">
          {t('expires')} {expiresAt === null ? t('neverLower') : <RelativeTime instant={expiresAt} />} · {t('lastUsed')}{' '}
          {lastUsedAt === null ? t('neverLower') : <RelativeTime instant={lastUsedAt} />}
        </p>
      </div>
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
