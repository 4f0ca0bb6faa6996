import type { McpTask } from '../../../../contracts/mcp-calls.ts';
import { useWords } from '../../lib/i18n.ts';
import { StateChip } from '../../ui/state-chip.tsx';
import { taskTones } from './task-looks.ts';
import { taskWords } from './task-words.ts';

/** Where a task stands: shape, colour and word. */
export const TaskChip = ({ status }: { status: McpTask['status'] }) => {
  const t = useWords(taskWords);
  return (
    <StateChip tone={taskTones[status]} live={status === 'working'}>
      {t(status)}
    </StateChip>
  );
};
