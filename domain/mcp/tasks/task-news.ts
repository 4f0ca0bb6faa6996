import type { EventLog } from '../../events/event-log.ts';
import type { JsonSealer, TaskRecord } from './task-store.ts';
import { toTask } from './task-view.ts';

/** Tells whoever watches a task where it stands. */
export const taskNews = ({ events, sealer }: { events: Pick<EventLog, 'append'>; sealer: JsonSealer }) => ({
  announce: async (record: TaskRecord): Promise<void> => {
    const { workspaceId, id, version } = record;
    const data = toTask(sealer, record);
    await events.append({ workspaceId, subject: `task:${id}`, type: 'task_status', data, key: `v${version}` });
  },
});

export type TaskNews = ReturnType<typeof taskNews>;
