import { useParams } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { FactsSkeleton } from '../../ui/facts-skeleton.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { TaskActions } from './task-actions.tsx';
import { TaskView } from './task-view.tsx';
import { taskWords } from './task-words.ts';
import { useLiveTask } from './use-live-task.ts';

/** One long call, live: how far it is, what it asks, and what it answered. */
export const TaskPage = () => {
  const { taskId = '' } = useParams();
  const t = useWords(taskWords);
  const query = useLiveTask(taskId);
  return (
    <>
      <PageHeader
        title={query.data?.tool ?? t('task')}
        back={{ to: '/tools/tasks', label: t('title') }}
        actions={query.data && <TaskActions task={query.data} />}
      />
      <div className="max-w-3xl px-4 pb-10 md:px-8">
        <QueryView query={query} skeleton={<FactsSkeleton rows={5} />}>
          {(task) => <TaskView task={task} />}
        </QueryView>
      </div>
    </>
  );
};
