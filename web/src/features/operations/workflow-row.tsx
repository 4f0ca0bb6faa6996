import type { WorkflowSummary } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useLocale } from '../../lib/locale.ts';
import { useNowMs } from '../../lib/use-now.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { RowLink } from '../../ui/row-link.tsx';
import { formatDuration } from '../../lib/format-duration.ts';
import { HealthChip } from './health-chip.tsx';
import { plainName } from './names.ts';
import { operationWords } from './operation-words.ts';

/** One job: what it is about, what it does, how it is doing, since when and for how long. */
export const WorkflowRow = ({ workflow }: { workflow: WorkflowSummary }) => {
  const t = useWords(operationWords);
  const locale = useLocale();
  const nowMs = useNowMs();
  const { subject, type, health, startedAt, closedAt, workflowId } = workflow;
  const name = plainName(type, t);
  const tookMs = (closedAt === null ? nowMs : Date.parse(closedAt)) - Date.parse(startedAt);
  return (
    <li className="border-b focus-within:bg-hover hover:bg-hover">
      <RowLink
        to={`/operations/${encodeURIComponent(workflowId)}`}
        beside={false}
        className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-2.5 md:h-10 md:grid-cols-[minmax(0,1fr)_11rem_9rem_8rem_8rem] md:px-8 md:py-0"
      >
        <span className="truncate font-medium" title={subject?.label}>
          {subject?.label ?? (
            <>
              {name} <span className="font-normal text-ink-3">· {t('subjectGone')}</span>
            </>
          )}
        </span>
        <span className="order-3 truncate text-small text-ink-3 md:order-none md:text-body md:text-ink-2">{name}</span>
        <HealthChip health={health} />
        <RelativeTime
          instant={startedAt}
          className="order-4 text-right text-small text-ink-3 md:order-none md:text-body"
        />
        <span className="figures hidden text-right text-ink-3 md:block">{formatDuration(tookMs, locale)}</span>
      </RowLink>
    </li>
  );
};
