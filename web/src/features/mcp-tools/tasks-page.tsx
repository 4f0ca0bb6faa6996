import { ListChecks } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { McpTask, mcpTaskEndpoints } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { useInfiniteList } from '../../lib/query.ts';
import { withParam } from '../../lib/use-search-text.ts';
import { buttonClass } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChips } from '../../ui/filter-chips.tsx';
import { ListBar } from '../../ui/list-bar.tsx';
import { ListView } from '../../ui/list-view.tsx';
import { NoResult } from '../../ui/no-result.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TaskTable } from './task-table.tsx';
import { taskWords } from './task-words.ts';

const statuses = ['working', 'input_required', 'completed', 'failed', 'cancelled'] as const;

/** The long calls of this person. */
export const TasksPage = () => {
  const t = useWords(taskWords);
  const [params, setParams] = useSearchParams();
  const asked = McpTask.shape.status.safeParse(params.get('status'));
  const status = asked.success ? asked.data : '';
  const show = (next: McpTask['status'] | '') =>
    setParams((before) => withParam(before, 'status', next), { replace: true });
  const list = useInfiniteList(mcpTaskEndpoints.list, status === '' ? {} : { status });
  const options = [{ value: '' as const, label: t('all') }, ...statuses.map((value) => ({ value, label: t(value) }))];
  return (
    <>
      <PageHeader title={t('title')} back={{ to: '/tools', label: t('tools') }} description={t('intro')} />
      <ListBar>
        <FilterChips label={t('filter')} options={options} value={status} onChange={show} />
      </ListBar>
      <ListView
        list={list}
        empty={
          status === '' ? (
            <EmptyState
              icon={<ListChecks aria-hidden="true" />}
              title={t('emptyTitle')}
              description={t('emptyText')}
              action={
                <Link to="/tools" className={buttonClass({ tone: 'primary' })}>
                  {t('toTools')}
                </Link>
              }
            />
          ) : (
            <NoResult search="" onClear={() => show('')} />
          )
        }
      >
        {(tasks) => <TaskTable tasks={tasks} isMuted={list.isRefreshing} />}
      </ListView>
    </>
  );
};
