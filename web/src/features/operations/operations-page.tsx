import { CircleCheck, Hourglass } from 'lucide-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { operationEndpoints } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { withParam } from '../../lib/use-search-text.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useRowKeys } from '../../ui/use-row-keys.ts';
import { groupByCause } from './group-by-cause.ts';
import { operationWords } from './operation-words.ts';
import { listPollMs, workflowListQuery, type Shown } from './queries.ts';
import { WorkflowGroup } from './workflow-group.tsx';

/** Jobs that failed or are stuck, by cause; or those that run, or all. */
export const OperationsPage = () => {
  const t = useWords(operationWords);
  const [params, setParams] = useSearchParams();
  const asked = params.get('show');
  const shown: Shown = asked === 'running' || asked === 'all' ? asked : 'problems';
  const show = (next: Shown) =>
    setParams((before) => withParam(before, 'show', next === 'problems' ? '' : next), { replace: true });
  const list = useInfiniteList(operationEndpoints.list, workflowListQuery(shown));
  const rows = useRef<HTMLDivElement>(null);
  useRowKeys(rows);
  usePolling(list.retry);
  const options = [
    { value: 'problems' as const, label: t('problems') },
    { value: 'running' as const, label: t('running') },
    { value: 'all' as const, label: t('all') },
  ];
  const empty = {
    problems: (
      <EmptyState
        icon={<CircleCheck aria-hidden="true" className="text-done" />}
        title={t('emptyTitle')}
        description={t('emptyText')}
        action={<Button onClick={() => show('all')}>{t('seeAll')}</Button>}
      />
    ),
    running: (
      <EmptyState
        icon={<Hourglass aria-hidden="true" />}
        title={t('emptyRunningTitle')}
        description={t('emptyRunningText')}
        action={<Button onClick={() => show('all')}>{t('seeAll')}</Button>}
      />
    ),
    all: (
      <EmptyState
        icon={<Hourglass aria-hidden="true" />}
        title={t('emptyAllTitle')}
        description={t('emptyRunningText')}
      />
    ),
  };
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="px-4 pb-5 md:px-8">
        <FilterChips label={t('filter')} options={options} value={shown} onChange={show} />
      </div>
      <ListView list={list} empty={empty[shown]}>
        {(workflows) => (
          <div
            ref={rows}
            className={cx('flex flex-col gap-6 pb-8 transition-opacity', list.isRefreshing && 'opacity-60')}
          >
            {groupByCause(workflows).map((group, _, groups) => (
              <WorkflowGroup key={group.cause ?? ''} group={group} isOnly={groups.length === 1} />
            ))}
          </div>
        )}
      </ListView>
    </>
  );
};

/** Asks again now and then while somebody looks. */
const usePolling = (ask: () => void): void => {
  const onTick = useEffectEvent(() => {
    if (document.visibilityState === 'visible') ask();
  });
  useEffect(() => {
    const timer = setInterval(() => onTick(), listPollMs);
    return () => clearInterval(timer);
  }, []);
};
