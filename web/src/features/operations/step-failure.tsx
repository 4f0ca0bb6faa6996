import { useWords } from '../../lib/i18n.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { operationWords } from './operation-words.ts';
import type { Step } from './step-looks.ts';

interface StepFailureProps {
  failure: NonNullable<Step['lastFailure']>;
  /** The step succeeded later: the failure is history. */
  isOver: boolean;
}

/** What went wrong in one sentence, with the raw error folded under it. */
export const StepFailure = ({ failure, isOver }: StepFailureProps) => {
  const t = useWords(operationWords);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className={isOver ? 'break-anywhere text-ink-3' : 'break-anywhere text-failed'}>{failure.message}</p>
      <details className="text-small">
        <summary className="w-fit rounded-sm text-ink-3 hover:text-ink">{t('rawError')}</summary>
        <div className="relative mt-1.5 rounded-md bg-sunken">
          <pre className="break-anywhere p-3 pr-10 font-mono whitespace-pre-wrap text-ink-2">
            {failure.code}
            {'\n'}
            {failure.raw}
          </pre>
          <div className="absolute top-1 right-1">
            <CopyButton text={`${failure.code}\n${failure.raw}`} label={t('copyError')} />
          </div>
        </div>
      </details>
    </div>
  );
};
