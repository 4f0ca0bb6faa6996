import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import { useWords } from '../../lib/i18n.ts';
import type { CauseGroup } from './group-by-cause.ts';
import { operationWords } from './operation-words.ts';
import { WorkflowRow } from './workflow-row.tsx';

interface WorkflowGroupProps {
  group: CauseGroup;
  /** A list without causes needs no heading when there is nothing to tell apart. */
  isOnly: boolean;
}

/** The jobs that share a cause, under the cause in one sentence. */
export const WorkflowGroup = ({ group, isOnly }: WorkflowGroupProps) => {
  const t = useWords(operationWords);
  const headingId = useId();
  const { cause, workflows } = group;
  const hasHeading = cause !== null || !isOnly;
  return (
    <section {...(hasHeading ? { 'aria-labelledby': headingId } : { 'aria-label': t('list') })}>
      {hasHeading && (
        <header className="flex items-start gap-2 px-4 pb-2 md:px-8">
          {cause !== null && <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />}
          <h2 id={headingId} className="break-anywhere min-w-0 font-semibold">
            {cause ?? t('noCause')}
          </h2>
          <span className="figures ml-auto shrink-0 text-ink-3">{t('jobs', { count: workflows.length })}</span>
        </header>
      )}
      <ul className="border-t">
        {workflows.map((workflow) => (
          <WorkflowRow key={workflow.runId} workflow={workflow} />
        ))}
      </ul>
    </section>
  );
};
