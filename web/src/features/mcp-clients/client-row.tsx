import { useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { externalMcpClientEndpoints, type ExternalMcpClient } from '../../../../contracts/mcp-clients.ts';
import { useWords } from '../../lib/i18n.ts';
import { keyOf, useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { clientWords } from './client-words.ts';
import { ConfigDialog } from './config-dialog.tsx';

/** One client: what it is, how it signs in, when it was here, its configuration, and the way to shut it out. */
export const ClientRow = ({ client }: { client: ExternalMcpClient }) => {
  const t = useWords(clientWords);
  const queryClient = useQueryClient();
  const mayManage = useCan('mcp-servers:manage');
  const [asking, setAsking] = useState<'config' | 'remove' | null>(null);
  const remove = useWrite(externalMcpClientEndpoints.remove, {
    onSuccess: () => {
      setAsking(null);
      void queryClient.invalidateQueries({ queryKey: keyOf(externalMcpClientEndpoints.list) });
    },
  });
  const { name } = client;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2">
          <span className="break-anywhere font-medium">{name}</span>{' '}
          {client.kind !== 'other' && <Badge>{t(client.kind)}</Badge>}
        </p>
        <p className="break-anywhere text-small text-ink-3">
          {t(client.auth)} ·{' '}
          {client.lastUsedAt === null ? (
            t('neverUsed')
          ) : (
            <>
              {t('lastUsed')} <RelativeTime instant={client.lastUsedAt} />
            </>
          )}{' '}
          · {t('by', { name: client.createdBy })}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <Button size="small" aria-label={t('showConfig', { name })} onClick={() => setAsking('config')}>
          {t('config')}
        </Button>
        {mayManage && (
          <IconButton
            label={t('removeOf', { name })}
            icon={<Trash2 className="size-4" />}
            onClick={() => setAsking('remove')}
          />
        )}
      </div>
      {asking === 'config' && <ConfigDialog client={client} onClose={() => setAsking(null)} />}
      {asking === 'remove' && (
        <ConfirmDialog
          title={t('removeTitle', { name })}
          description={t('removeText')}
          confirmLabel={t('remove')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ params: { id: client.id } })}
          onClose={() => setAsking(null)}
        />
      )}
    </li>
  );
};
