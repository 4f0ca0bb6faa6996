import { CloudOff, RefreshCw } from 'lucide-react';
import { useWords } from '../lib/i18n.ts';
import { useLiveStatus } from '../lib/use-live.ts';
import { useOnline } from '../lib/use-online.ts';
import { appWords } from './app-words.ts';

/** Says when news come late (no socket) or not at all (no network). */
export const LiveNote = () => {
  const t = useWords(appWords);
  const online = useOnline();
  const status = useLiveStatus();
  return (
    <div role="status" className="text-small text-ink-3">
      {!online ? (
        <p className="flex items-center gap-2 px-2 py-1">
          <CloudOff aria-hidden="true" className="size-3.5 shrink-0" /> {t('offline')}
        </p>
      ) : (
        status === 'paused' && (
          <p title={t('livePausedHint')} className="flex items-center gap-2 px-2 py-1">
            <RefreshCw aria-hidden="true" className="size-3.5 shrink-0" /> {t('livePaused')}
          </p>
        )
      )}
    </div>
  );
};
