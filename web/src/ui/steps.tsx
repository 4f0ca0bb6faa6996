import { useWords } from '../lib/i18n.ts';
import { progressWords, type Progress, type StepState } from '../lib/request-progress.ts';
import { cx } from './class-names.ts';
import { StateChip } from './state-chip.tsx';

const fills: Readonly<Record<StepState, string>> = {
  done: 'fill-done',
  active: 'fill-accent',
  needs: 'fill-needs',
  failed: 'fill-failed',
  todo: 'fill-line-strong',
};
const width = 18;
const gap = 3;

/** The four steps of a request as bars: read, matched, priced, ready. The word beside them says the same. */
export const Steps = ({ progress, className }: { progress: Progress; className?: string }) => (
  <svg aria-hidden="true" viewBox={`0 0 ${4 * width + 3 * gap} 4`} className={cx('h-1 w-20 shrink-0', className)}>
    {progress.steps.map((state, index) => {
      const x = index * (width + gap);
      const share = state === 'active' ? (progress.share ?? 0.3) : 1;
      return (
        <g key={index}>
          {state === 'active' && <rect x={x} width={width} height={4} rx={2} className={fills.todo} />}
          <rect
            x={x}
            width={Math.max(share * width, 4)}
            height={4}
            rx={2}
            className={cx(fills[state], state === 'active' && progress.share === null && 'animate-pulse')}
          />
        </g>
      );
    })}
  </svg>
);

/** The same with its word: the state of a row. */
export const StepsWithWord = ({ progress }: { progress: Progress }) => {
  const t = useWords(progressWords);
  const word = t(progress.word, progress.values);
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Steps progress={progress} />
      <span className="figures min-w-0 truncate" title={word}>
        {word}
      </span>
    </span>
  );
};

/** Only the word, with a sign. */
export const ProgressChip = ({ progress }: { progress: Progress }) => {
  const t = useWords(progressWords);
  return (
    <StateChip tone={progress.tone} live={progress.isLive}>
      {t(progress.word, progress.values)}
    </StateChip>
  );
};
