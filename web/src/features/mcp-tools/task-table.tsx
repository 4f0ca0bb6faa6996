import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { TaskChip } from './task-chip.tsx';
import { taskWords } from './task-words.ts';

export const TaskTable = ({ tasks, isMuted }: { tasks: readonly McpTask[]; isMuted: boolean }) => {
  const t = useWords(taskWords);
  const columns: readonly Column<McpTask>[] = [
    {
      id: 'tool',
      header: t('tool'),
      cell: ({ tool, statusMessage }) => (
        <span title={tool}>
          {tool} <span className="font-normal text-ink-3">{statusMessage?.slice(0, 200)}</span>
        </span>
      ),
    },
    { id: 'state', header: t('state'), className: 'w-40', cell: ({ status }) => <TaskChip status={status} /> },
    { id: 'server', header: t('server'), className: 'w-36', cell: ({ serverName }) => serverName },
    {
      id: 'started',
      header: t('started'),
      className: 'w-36',
      cell: ({ createdAt }) => <RelativeTime instant={createdAt} />,
    },
    {
      id: 'took',
      header: t('took'),
      align: 'end',
      className: 'w-40',
      cell: ({ createdAt, endedAt }) => <Duration from={createdAt} to={endedAt} />,
    },
  ];
  return (
    <DataTable
      label={t('list')}
      rows={tasks}
      columns={columns}
      rowKey={({ id }) => id}
      rowTo={({ id }) => `/tools/tasks/${id}`}
      isMuted={isMuted}
      compact={(task) => (
        <span className="flex flex-col gap-1">
          <span className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate font-medium">{task.tool}</span>
            <span className="shrink-0">
              <TaskChip status={task.status} />
            </span>
          </span>
          <span className="text-small text-ink-3">
            <RelativeTime instant={task.createdAt} />
          </span>
        </span>
      )}
    />
  );
};
