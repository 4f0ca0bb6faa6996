import type { EventLog } from '../../events/event-log.ts';
import type { RequestLogStore } from '../request-log/request-log-store.ts';
import type { TaskResults, TaskStore } from './task-store.ts';

export interface CallRetentionDeps {
  readonly log: Pick<RequestLogStore, 'deleteBefore'>;
  readonly tasks: Pick<TaskStore, 'deleteEndedBefore'>;
  readonly results: Pick<TaskResults, 'remove'>;
  readonly events: Pick<EventLog, 'forget'>;
  readonly days: number;
  readonly now?: () => Date;
}

const dayMs = 24 * 3_600_000;
const batch = 200;

/** Forgets logged requests, and durable calls that are over, once they are so old. */
export const callRetention =
  ({ log, tasks, results, events, days, now = () => new Date() }: CallRetentionDeps) =>
  async (): Promise<{ entries: number; tasks: number }> => {
    const before = new Date(now().getTime() - days * dayMs);
    const entries = await log.deleteBefore(before);
    let count = 0;
    for (;;) {
      const gone = await tasks.deleteEndedBefore(before, batch);
      for (const task of gone) {
        await results.remove(task);
        await events.forget(task.workspaceId, `task:${task.id}`);
      }
      count += gone.length;
      if (gone.length < batch) return { entries, tasks: count };
    }
  };
