import { Link } from 'react-router';
import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { buttonClass } from '../../ui/button.tsx';
import { CancelTask } from './cancel-task.tsx';
import { taskWords } from './task-words.ts';

/** Cancel while it runs, and the way to its tool. */
export const TaskActions = ({ task }: { task: McpTask }) => {
  const t = useWords(taskWords);
  return (
    <>
      <Link to={`/tools/try?${new URLSearchParams({ tool: task.tool })}`} className={buttonClass()}>
        {t('again')}
      </Link>
      <CancelTask task={task} />
    </>
  );
};
