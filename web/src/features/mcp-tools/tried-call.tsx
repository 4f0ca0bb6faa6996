import { Link } from 'react-router';
import { useWords } from '../../lib/i18n.ts';
import { buttonClass } from '../../ui/button.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { CancelTask } from './cancel-task.tsx';
import { TaskView } from './task-view.tsx';
import { taskWords } from './task-words.ts';
import { toolWords } from './tool-words.ts';
import { useLiveTask } from './use-live-task.ts';

/** The call that a form started, below the form: its questions are answered right there. */
export const TriedCall = ({ taskId }: { taskId: string }) => {
  const t = useWords(toolWords);
  const tt = useWords(taskWords);
  const query = useLiveTask(taskId);
  return (
    <section aria-label={t('call')} className="mt-6 border-t pt-5">
      <QueryView query={query}>
        {(task) => (
          <div className="flex flex-col gap-5">
            <TaskView task={task} />
            <div className="flex flex-wrap gap-2">
              <CancelTask task={task} />
              <Link to={`/tools/tasks/${task.id}`} className={buttonClass()}>
                {tt('ownPage')}
              </Link>
            </div>
          </div>
        )}
      </QueryView>
    </section>
  );
};
