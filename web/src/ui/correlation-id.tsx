import { CallError } from '../../../contracts/kernel/client.ts';
import { useWords } from '../lib/i18n.ts';
import { CopyButton } from './copy-button.tsx';
import { uiWords } from './ui-words.ts';

/** What support finds an error by. Renders nothing for an error without one. */
export const CorrelationId = ({ error }: { error: unknown }) => {
  const t = useWords(uiWords);
  if (!(error instanceof CallError) || error.correlationId === null) return null;
  return (
    <p className="flex items-center gap-1 text-small text-ink-3">
      <span className="shrink-0">{t('correlationId')}</span>
      <code className="break-anywhere font-mono">{error.correlationId}</code>
      <CopyButton text={error.correlationId} />
    </p>
  );
};
