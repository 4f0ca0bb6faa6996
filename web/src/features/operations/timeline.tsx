import { useState } from 'react';
import type { WorkflowDetail } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { plainName } from './names.ts';
import { operationWords } from './operation-words.ts';
import { RetryDialog } from './retry-dialog.tsx';
import { stepLooks } from './step-looks.ts';
import { TimelineStep } from './timeline-step.tsx';

/** The steps of a job from top to bottom; the one to retry carries the button for it. */
export const Timeline = ({ workflow }: { workflow: WorkflowDetail }) => {
  const t = useWords(operationWords);
  const mayWrite = useCan('operations:write');
  const [isAsking, setAsking] = useState(false);
  const { steps, retryFrom } = workflow;
  const last = steps.at(-1);
  const retryAt = retryFrom === null ? -1 : steps.findLastIndex(({ step }) => step === retryFrom);
  const button = mayWrite ? (
    <Button tone="primary" onClick={() => setAsking(true)}>
      {t('retry')}
    </Button>
  ) : (
    <p className="text-small text-ink-3">{t('readOnly')}</p>
  );
  return (
    <section aria-label={t('steps')}>
      <h2 className="mb-3 text-lead font-semibold">{t('steps')}</h2>
      <p role="status" className="sr-only">
        {last && `${plainName(last.step, t)}: ${t(stepLooks[last.state][1])}`}
      </p>
      {steps.length === 0 && <p className="text-ink-3">{t('noSteps')}</p>}
      <ol>
        {steps.map((step, index) => (
          // A step may run more than once; the history only grows at its end.
          <TimelineStep key={index} step={step} isLast={index === steps.length - 1}>
            {index === retryAt && button}
          </TimelineStep>
        ))}
      </ol>
      {retryFrom !== null && retryAt < 0 && <div className="mt-3">{button}</div>}
      {isAsking && retryFrom !== null && (
        <RetryDialog workflow={workflow} from={retryFrom} onClose={() => setAsking(false)} />
      )}
    </section>
  );
};
