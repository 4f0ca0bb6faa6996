import { useEffect, useEffectEvent, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { operationEndpoints } from '../../../../contracts/operations.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { withParam } from '../../lib/use-search-text.ts';
import { cx } from '../../ui/class-names.ts';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useRowKeys } from '../../ui/use-row-keys.ts';
import { groupByCause } from './group-by-cause.ts';
import { NoWorkflows } from './no-workflows.tsx';
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
  return (
    <>
      <PageHeader title={t('title')} />
      <ListBar>
        <FilterChips label={t('filter')} options={options} value={shown} onChange={show} />
      </ListBar>
      <ListView list={list} empty={<NoWorkflows shown={shown} onShowAll={() => show('all')} />}>
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
