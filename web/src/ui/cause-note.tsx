import { CircleAlert } from 'lucide-react';
import type { McpCause } from '../../../contracts/mcp-servers.ts';
import { useWords } from '../lib/i18n.ts';
import { cx } from './class-names.ts';
import { uiWords } from './ui-words.ts';

interface CauseNoteProps {
  cause: McpCause;
  tone?: 'failed' | 'needs';
}

/** What happened in one sentence, what to do, and the original message folded under it. */
export const CauseNote = ({ cause, tone = 'failed' }: CauseNoteProps) => {
  const t = useWords(uiWords);
  return (
    <div className={cx('flex gap-2 rounded-md px-3 py-2', tone === 'failed' ? 'bg-failed-soft' : 'bg-needs-soft')}>
      <CircleAlert
        aria-hidden="true"
        className={cx('mt-0.5 size-4 shrink-0', tone === 'failed' ? 'text-failed' : 'text-needs')}
      />
      <div className="break-anywhere min-w-0 grow">
        <p className={cx('font-medium', tone === 'failed' ? 'text-failed' : 'text-needs')}>{cause.message}</p>
        {cause.recovery !== '' && <p>{cause.recovery}</p>}
        {cause.raw !== null && !cause.message.includes(cause.raw) && (
          <details className="mt-1">
            <summary className="text-small text-ink-2">{t('rawMessage')}</summary>
            <pre
              // A long message scrolls, and only what is focusable scrolls with the keyboard.
              role="region"
              aria-label={t('rawMessage')}
              tabIndex={0}
              className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap font-mono text-small text-ink-2"
            >
              {cause.raw.slice(0, 10_000)}
            </pre>
          </details>
        )}
      </div>
    </div>
  );
};
