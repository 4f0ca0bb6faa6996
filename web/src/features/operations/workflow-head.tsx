import { CircleAlert } from 'lucide-react';
import type { WorkflowDetail } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { cx } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { HealthChip } from './health-chip.tsx';
import { operationWords } from './operation-words.ts';
import { useTickingMs } from '../../lib/use-ticking-ms.ts';

/** How the job is doing, why in one sentence, and when. */
export const WorkflowHead = ({ workflow }: { workflow: WorkflowDetail }) => {
  const t = useWords(operationWords);
  const locale = useLocale();
  const { health, cause, startedAt, closedAt } = workflow;
  const nowMs = useTickingMs(closedAt === null);
  const endMs = closedAt === null ? nowMs : Date.parse(closedAt);
  return (
    <div className="flex flex-col gap-4">
      <div role="status">
        <HealthChip health={health} />
      </div>
      {cause !== null && (
        <p
          className={cx(
            'flex gap-2 rounded-md px-3 py-2 font-medium',
            health === 'stuck' ? 'bg-needs-soft text-needs' : 'bg-failed-soft text-failed',
          )}
        >
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span className="break-anywhere min-w-0">{cause}</span>
        </p>
      )}
      <Facts
        facts={[
          { label: t('started'), value: <RelativeTime instant={startedAt} /> },
          ...(closedAt === null ? [] : [{ label: t('ended'), value: <RelativeTime instant={closedAt} /> }]),
          {
            label: t('took'),
            value: <span className="figures">{formatDuration(endMs - Date.parse(startedAt), locale)}</span>,
          },
          {
            label: t('identity'),
            value: (
              <span className="flex items-center gap-1">
                <code className="min-w-0 truncate font-mono text-small text-ink-2" title={workflow.workflowId}>
                  {workflow.workflowId}
                </code>
                <CopyButton text={`${workflow.workflowId} ${workflow.runId}`} label={t('copyIdentity')} />
              </span>
            ),
          },
        ]}
      />
    </div>
  );
};
