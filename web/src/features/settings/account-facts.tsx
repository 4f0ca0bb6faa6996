import type { z } from 'zod';
import type { ServiceAccount } from '../../../../contracts/identity.ts';
import { useWords } from '../../lib/i18n.ts';
import { useNowMs } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { settingWords } from './setting-words.ts';

/** What a service account may do, until when, and when it was last used. */
export const AccountFacts = ({ account }: { account: z.output<typeof ServiceAccount> }) => {
  const t = useWords(settingWords);
  const nowMs = useNowMs();
  const { name, key, permissions, expiresAt, lastUsedAt } = account;
  const isExpired = expiresAt !== null && Date.parse(expiresAt) <= nowMs;
  const when = (instant: string | null) => (instant === null ? t('neverLower') : <RelativeTime instant={instant} />);
  return (
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
        {t('expires')} {when(expiresAt)} · {t('lastUsed')} {when(lastUsedAt)}
      </p>
    </div>
  );
};
