import { CircleCheck, CircleSlash, CircleX } from 'lucide-react';
import { Link } from 'react-router';
import type { CatalogImport } from '../../../../contracts/catalog.ts';
import { useWords } from '../../lib/i18n.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ImportCounts } from './import-counts.tsx';
import { ImportErrors } from './import-errors.tsx';
import { importWords } from './import-words.ts';

/** What became of an import that ended. */
export const ImportResult = ({ closed }: { closed: CatalogImport }) => {
  const t = useWords(importWords);
  const { counts, state } = closed;
  const progress = { done: counts.applied, total: counts.rows - counts.invalid };
  const icon = {
    applied: <CircleCheck aria-hidden="true" className="size-5 text-done" />,
    failed: <CircleX aria-hidden="true" className="size-5 text-failed" />,
    cancelled: <CircleSlash aria-hidden="true" className="size-5 text-ink-3" />,
  };
  const ended = state === 'applied' || state === 'failed' ? state : 'cancelled';
  const title =
    ended === 'applied'
      ? t('appliedTitle', { count: counts.create + counts.update })
      : t(ended === 'failed' || counts.applied > 0 ? 'failedTitle' : 'cancelledTitle');
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      <Card>
        <div role="status" className="flex flex-col gap-4">
          <h2 className="flex items-center gap-2 text-lead font-semibold">
            {icon[ended]} {title}
          </h2>
          {ended === 'applied' ? (
            <ImportCounts counts={counts} isPast />
          ) : (
            <p className="text-ink-2">{counts.applied > 0 ? t('failedText', progress) : t('cancelledText')}</p>
          )}
          <div className="flex flex-wrap gap-2">
            <Link to="/catalog" className={buttonClass({ tone: 'primary' })}>
              {t('toCatalogue')}
            </Link>
            <Link to="/catalog/import" className={buttonClass()}>
              {t('another')}
            </Link>
          </div>
        </div>
      </Card>
      {ended === 'applied' && closed.errors.length > 0 && <ImportErrors checked={closed} />}
    </div>
  );
};
