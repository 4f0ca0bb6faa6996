import { useWords } from '../../lib/i18n.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { toolWords } from './tool-words.ts';

interface CallProgressProps {
  progress: { progress: number; total?: number | null | undefined; message?: string | null | undefined };
}

/** How far a call is, as the tool says. */
export const CallProgress = ({ progress: { progress, total, message } }: CallProgressProps) => {
  const t = useWords(toolWords);
  const hasTotal = typeof total === 'number' && total > 0;
  return (
    <div className="flex flex-col gap-1">
      {hasTotal && <ProgressBar label={t('progressOf')} done={progress} total={total} />}
      <p className="figures break-anywhere text-small text-ink-2">
        {hasTotal ? `${progress} / ${total}` : progress}
        {message && ` · ${message.slice(0, 300)}`}
      </p>
    </div>
  );
};
