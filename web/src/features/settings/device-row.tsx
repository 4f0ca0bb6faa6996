import { useQueryClient } from '@tanstack/react-query';
import { Bot, Monitor, Smartphone } from 'lucide-react';
import type { z } from 'zod';
import { authEndpoints, type SignInSession } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { toast } from '../../ui/toast.ts';
import { describeDevice } from './describe-device.ts';
import { sessionsQuery } from './queries.ts';
import { settingWords } from './setting-words.ts';

/** One sign-in, and the way to end it. The own one ends by signing out. */
export const DeviceRow = ({ session }: { session: z.infer<typeof SignInSession> }) => {
  const t = useWords(settingWords);
  const queryClient = useQueryClient();
  const { browser, system } = describeDevice(session.userAgent);
  const device =
    session.client ??
    (browser !== null && system !== null
      ? t('browserOn', { browser, system })
      : (browser ?? system ?? t('unknownDevice')));
  const Icon = session.client !== null ? Bot : system === 'iPhone' || system === 'Android' ? Smartphone : Monitor;
  const revoke = useWrite(authEndpoints.revokeSession, {
    onSuccess: () => {
      queryClient.setQueryData(sessionsQuery.queryKey, (before) => ({
        items: (before?.items ?? []).filter(({ id }) => id !== session.id),
      }));
      toast(t('sessionEnded', { device }), { tone: 'done' });
    },
  });
  return (
    <li className="flex flex-col gap-2 border-b p-4 last:border-b-0">
      <div className="flex items-start gap-3">
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-2 font-medium" title={session.userAgent}>
            {device} {session.current && <Badge tone="accent">{t('thisDevice')}</Badge>}
          </p>
          <p className="break-anywhere text-small text-ink-3">
            {t('lastUsed')} <RelativeTime instant={session.lastUsedAt} /> · {t('since')}{' '}
            <RelativeTime instant={session.createdAt} /> · {session.ip}
          </p>
        </div>
        {!session.current && (
          <Button
            size="small"
            aria-label={t('endSessionOf', { device })}
            busy={revoke.isPending}
            onClick={() => revoke.mutate({ params: { id: session.id } })}
          >
            {t('endSession')}
          </Button>
        )}
      </div>
      <InlineError error={revoke.error} />
    </li>
  );
};
