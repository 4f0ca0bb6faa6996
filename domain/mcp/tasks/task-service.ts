import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpTask } from '../../../contracts/mcp-calls.ts';
import type { EventBus } from '../../events/event-log.ts';
import type { Gateway, McpTasks } from '../gateway.ts';
import { newTask } from './new-task.ts';
import { taskChanges } from './task-changes.ts';
import type { TaskNews } from './task-news.ts';
import { isOver, type JsonSealer, type TaskRecord, type TaskResults, type TaskStore } from './task-store.ts';
import { toTask } from './task-view.ts';
import { watchTask } from './watch-task.ts';

export interface TaskServiceDeps {
  readonly store: TaskStore;
  readonly results: TaskResults;
  readonly sealer: JsonSealer;
  readonly gateway: Pick<Gateway, 'open'>;
  readonly news: TaskNews;
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Tells the workflow what the record's errand says. Rejects while Temporal is away; the outbox tries again. */
  readonly runErrand: (record: TaskRecord) => Promise<void>;
  readonly now?: () => Date;
  readonly pollMs?: number;
}

export interface TaskService extends McpTasks {
  /** Tells the workflow, and notes that it was told. */
  settleErrand(record: TaskRecord): Promise<void>;
  pendingErrands(limit: number): Promise<TaskRecord[]>;
  /** For those who may watch. Throws `mcp_task_not_found`. */
  requireOwn(identity: Identity, taskId: string): Promise<void>;
}

/** Durable calls as their owners see them: each lives in a workflow, and its record is what everybody reads. */
export const taskService = (deps: TaskServiceDeps): TaskService => {
  const { store, sealer, news, now = () => new Date() } = deps;

  const need = async ({ workspaceId, id }: Identity, taskId: string): Promise<TaskRecord> => {
    const record = await store.find(workspaceId, taskId);
    if (record?.owner.id !== id) throw fail('mcp_task_not_found', { taskId });
    return record;
  };
  const settleErrand = async (record: TaskRecord): Promise<void> => {
    await deps.runErrand(record);
    await store.noteErrandDone(record.workspaceId, record.id, record.errandKey);
  };
  const hurry = (record: TaskRecord): Promise<void> => settleErrand(record).catch(() => undefined);
  const whole = async (record: TaskRecord): Promise<McpTask> => {
    const task = toTask(sealer, record);
    const sealed = record.hasResult ? await deps.results.get(record) : null;
    return sealed ? { ...task, result: sealer.open(sealed) } : task;
  };

  return {
    settleErrand,
    pendingErrands: (limit) => store.pendingErrands(limit),
    requireOwn: async (identity, taskId) => void (await need(identity, taskId)),
    start: async (caller, call) => {
      const record = await newTask(deps, caller, call, now());
      await store.insert(record);
      await news.announce(record);
      await hurry(record);
      return toTask(sealer, record);
    },
    find: async (identity, taskId) => {
      const record = await store.find(identity.workspaceId, taskId);
      return record?.owner.id === identity.id ? await whole(record) : null;
    },
    list: async ({ workspaceId, id }, page) => {
      const { items, nextCursor } = await store.list(workspaceId, id, page);
      return { items: items.map((record) => toTask(sealer, record)), nextCursor };
    },
    settled: async (identity, taskId, signal) => {
      const isSettled = (record: TaskRecord): boolean => isOver(record) || record.status === 'input_required';
      for await (const record of watchTask(deps, () => need(identity, taskId), taskId, signal))
        if (isSettled(record)) return await whole(record);
      throw fail('mcp_task_not_found', { taskId });
    },
    ...taskChanges({ ...deps, need, hurry }),
  };
};
