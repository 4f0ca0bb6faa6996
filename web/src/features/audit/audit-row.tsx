import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AuditEntry } from '../../../../contracts/mcp-deployments.ts';
import { useWords } from '../../lib/i18n.ts';
import { Badge } from '../../ui/badge.tsx';
import { cx } from '../../ui/class-names.ts';
import { DiffView } from '../../ui/diff-view.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { actionName, actionWords } from './action-words.ts';
import { auditSubjectLink, auditSubjectName, curatedHow } from './audit-subject.ts';
import { auditWords } from './audit-words.ts';

const isNothing = (value: unknown): boolean => value === null || value === undefined;

/** One change: who, what, of what, when; opened, how it was before and is after. */
export const AuditRow = ({ entry }: { entry: AuditEntry }) => {
  const t = useWords(auditWords);
  const nameOf = useWords(actionWords);
  const [isOpen, setOpen] = useState(false);
  const { actor, subject, at, before, after } = entry;
  const how = curatedHow(entry);
  const action = how === null ? actionName(entry.action, nameOf) : t(how);
  const name = auditSubjectName(entry);
  const link = auditSubjectLink(entry);
  return (
    <li className="border-b">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex items-start gap-2 px-4 py-2.5 hover:bg-hover md:px-8">
          <ChevronRight
            aria-hidden="true"
            className={cx('mt-0.5 size-4 shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
          />
          <span className="grid min-w-0 grow grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 md:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_minmax(0,18rem)_8rem]">
            <span className="flex min-w-0 items-center gap-2">
              <span className="truncate font-medium" title={actor.name}>
                {actor.kind === 'system' ? t('system') : actor.name}
              </span>
              {actor.kind === 'service' && <Badge>{t('program')}</Badge>}
            </span>
            <span className="order-3 col-span-2 min-w-0 truncate md:order-none md:col-span-1">{action}</span>
            <span
              className="order-4 col-span-2 min-w-0 truncate text-ink-2 md:order-none md:col-span-1"
              title={subject}
            >
              {name ?? <code className="font-mono text-small text-ink-3">{subject}</code>}
            </span>
            <RelativeTime instant={at} className="text-right text-small text-ink-3 md:text-body" />
          </span>
        </summary>
        {isOpen && (
          <div className="flex flex-col gap-3 px-4 pt-1 pb-4 md:px-8">
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-small">
              <code className="break-anywhere font-mono text-ink-3">{subject}</code>
              {link !== null && (
                <Link to={link} className="text-accent hover:underline">
                  {t('open', { name: name ?? subject })}
                </Link>
              )}
            </p>
            {isNothing(before) && isNothing(after) ? (
              <p className="text-ink-3">{t('noDetails')}</p>
            ) : (
              <DiffView label={`${t('details')}: ${action}`} before={before} after={after} />
            )}
          </div>
        )}
      </details>
    </li>
  );
};
