import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { formatDuration, formatUntil } from '../../lib/format-duration.ts';
import { plainName } from './names.ts';
import { operationWords } from './operation-words.ts';
import { StepFailure } from './step-failure.tsx';
import { stepLooks, type Step } from './step-looks.ts';
import { useTickingMs } from '../../lib/use-ticking-ms.ts';

interface TimelineStepProps {
  step: Step;
  isLast: boolean;
  /** What can be done about it. */
  children: ReactNode;
}

/** One step: its state, how long it took, how often it was tried, and what went wrong last. */
export const TimelineStep = ({ step, isLast, children }: TimelineStepProps) => {
  const t = useWords(operationWords);
  const locale = useLocale();
  const { state, attempt, startedAt, closedAt, lastFailure, nextRetryAt } = step;
  const isMoving = state === 'running' || state === 'retrying';
  const nowMs = useTickingMs(isMoving);
  const [tone, word] = stepLooks[state];
  const endMs = closedAt === null ? nowMs : Date.parse(closedAt);
  const hasDuration = startedAt !== null && (closedAt !== null || isMoving);
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3">
      <span className="flex flex-col items-center gap-1 pt-0.5">
        <StateMark tone={tone} live={state === 'running'} />
        {!isLast && <span aria-hidden="true" className="w-px grow bg-line-strong" />}
      </span>
      <div className="flex flex-col gap-2 pb-5">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
          <span className={state === 'pending' ? 'text-ink-3' : 'font-medium'}>{plainName(step.step, t)}</span>
          <span className="text-small text-ink-3">{t(word)}</span>
          <span className="figures flex basis-full gap-3 sm:ml-auto sm:basis-auto text-small text-ink-3">
            {attempt > 1 && <span>{t('attempts', { count: attempt })}</span>}
            {hasDuration && <span>{formatDuration(endMs - Date.parse(startedAt), locale)}</span>}
            {startedAt !== null && <RelativeTime instant={startedAt} />}
          </span>
        </p>
        {lastFailure && <StepFailure failure={lastFailure} isOver={state === 'completed'} />}
        {nextRetryAt !== null && (
          <p className="figures text-ink-2">{t('nextRetry', { when: formatUntil(nextRetryAt, nowMs, locale) })}</p>
        )}
        {children && <div>{children}</div>}
      </div>
    </li>
  );
};
