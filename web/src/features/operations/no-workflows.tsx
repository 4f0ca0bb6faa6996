import { CircleCheck, Hourglass } from 'lucide-react';
import { useWords } from '../../lib/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { operationWords } from './operation-words.ts';
import type { Shown } from './queries.ts';

interface NoWorkflowsProps {
  shown: Shown;
  onShowAll: () => void;
}

/** An empty list of jobs, which is good news where problems would be. */
export const NoWorkflows = ({ shown, onShowAll }: NoWorkflowsProps) => {
  const t = useWords(operationWords);
  const seeAll = <Button onClick={onShowAll}>{t('seeAll')}</Button>;
  if (shown === 'problems')
    return (
      <EmptyState
        icon={<CircleCheck aria-hidden="true" className="text-done" />}
        title={t('emptyTitle')}
        description={t('emptyText')}
        action={seeAll}
      />
    );
  return (
    <EmptyState
      icon={<Hourglass aria-hidden="true" />}
      title={t(shown === 'running' ? 'emptyRunningTitle' : 'emptyAllTitle')}
      description={t('emptyRunningText')}
      action={shown === 'running' && seeAll}
    />
  );
};
