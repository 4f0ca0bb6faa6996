import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { catalogEndpoints, type CatalogImport } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/class-names.ts';
import { InlineError } from '../../ui/inline-error.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { ImportCounts } from './import-counts.tsx';
import { importWords } from './import-words.ts';
import { rememberImport } from './queries.ts';

interface DryRunSummaryProps {
  draft: CatalogImport;
  /** A change is being checked: the figures are of the columns before it. */
  isChecking: boolean;
}

/** What applying would do, and the buttons to do it or not. */
export const DryRunSummary = ({ draft, isChecking }: DryRunSummaryProps) => {
  const t = useWords(importWords);
  const mayWrite = useCan('catalog:write');
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const apply = useWrite(catalogEndpoints.applyImport, {
    onSuccess: (started) => rememberImport(queryClient, started),
  });
  const cancel = useWrite(catalogEndpoints.cancelImport, { onSuccess: () => void navigate('/catalog/import') });
  const { counts } = draft;
  const changes = counts.create + counts.update;
  return (
    <Card title={t('dryRunTitle')}>
      <div className="flex flex-col gap-4">
        <div className={cx('transition-opacity', isChecking && 'opacity-50')}>
          <ImportCounts counts={counts} isPast={false} />
          {counts.invalid > 0 && (
            <a href="#problems" className="mt-2 inline-block text-accent hover:underline">
              {t('seeProblems')}
            </a>
          )}
        </div>
        <p role="status" className="flex items-center gap-2 text-small text-ink-3 empty:hidden">
          {isChecking && (
            <>
              <Spinner /> {t('checking')}
            </>
          )}
          {!isChecking && changes === 0 && t(counts.unchanged > 0 ? 'allUnchanged' : 'nothingToApply')}
        </p>
        <InlineError error={apply.error ?? cancel.error} />
        {mayWrite && (
          <div className="flex flex-wrap gap-2">
            <Button
              tone="primary"
              disabled={isChecking || changes === 0}
              busy={apply.isPending}
              onClick={() => apply.mutate({ params: { id: draft.id } })}
            >
              {t('apply', { count: changes })}
            </Button>
            <Button busy={cancel.isPending} onClick={() => cancel.mutate({ params: { id: draft.id } })}>
              {t('cancel')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
};
