import { useQueryClient } from '@tanstack/react-query';
import { catalogEndpoints, type CatalogImport } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { useWrite } from '../../lib/query.ts';
import { useCan } from '../../lib/session.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { InlineError } from '../../ui/inline-error.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { importWords } from './import-words.ts';
import { importQuery } from './queries.ts';

interface ImportProgressProps {
  applying: CatalogImport;
  /** The last question for news got no answer. */
  isStale: boolean;
}

/** How far an import is. */
export const ImportProgress = ({ applying, isStale }: ImportProgressProps) => {
  const t = useWords(importWords);
  const mayWrite = useCan('catalog:write');
  const queryClient = useQueryClient();
  const cancel = useWrite(catalogEndpoints.cancelImport, {
    onSettled: () => queryClient.invalidateQueries({ queryKey: importQuery(applying.id).queryKey }),
  });
  const { counts, fileName } = applying;
  const total = counts.rows - counts.invalid;
  return (
    <Card className="max-w-3xl">
      <div className="flex flex-col gap-3">
        <h2 className="break-anywhere text-lead font-semibold">{t('applying', { name: fileName })}</h2>
        <ProgressBar label={t('applying', { name: fileName })} done={counts.applied} total={total} />
        <p role="status" className="figures text-ink-2">
          {t('progress', { done: counts.applied, total })}
        </p>
        <p className="text-ink-3">{isStale ? t('noNews') : t('keepsRunning')}</p>
        <InlineError error={cancel.error} />
        {mayWrite && (
          <div className="flex flex-wrap items-center gap-3">
            <Button busy={cancel.isPending} onClick={() => cancel.mutate({ params: { id: applying.id } })}>
              {t('stop')}
            </Button>
            <span className="text-small text-ink-3">{t('stopHint')}</span>
          </div>
        )}
      </div>
    </Card>
  );
};
