import type { Identity } from '../../../contracts/access.ts';
import { fail } from '../../../contracts/kernel/fail.ts';
import type { McpTasks } from '../gateway.ts';
import { inputsOf, sealInputs } from './task-inputs.ts';
import type { TaskNews } from './task-news.ts';
import { isOver, type JsonSealer, type TaskInputs, type TaskRecord, type TaskStore } from './task-store.ts';
import { toTask } from './task-view.ts';

interface TaskChangesDeps {
  readonly store: TaskStore;
  readonly sealer: JsonSealer;
  readonly news: TaskNews;
  readonly need: (identity: Identity, taskId: string) => Promise<TaskRecord>;
  /** Tells the workflow now, if it can be reached. */
  readonly hurry: (record: TaskRecord) => Promise<void>;
  readonly now?: () => Date;
}

/** An answer and a question may meet: so often the newest record is read again. */
const maxRaces = 20;

/** What an owner does to a task that runs. The record is written first, and the workflow told after. */
export const taskChanges = (deps: TaskChangesDeps): Pick<McpTasks, 'answer' | 'cancel'> => {
  const { store, sealer, news, need, hurry, now = () => new Date() } = deps;
  return {
    answer: async (identity, taskId, inputResponses) => {
      for (let race = 0; race < maxRaces; race += 1) {
        const record = await need(identity, taskId);
        if (isOver(record)) throw fail('mcp_task_over', { taskId });
        const inputs = withAnswers(inputsOf(sealer, record), inputResponses);
        const waits = Object.values(inputs).some(({ answer }) => answer === null);
        const status = waits ? 'input_required' : 'working';
        const change = { sealedInputs: sealInputs(sealer, inputs), status, errand: 'wake' } as const;
        const changed = await store.change(record.workspaceId, taskId, change, record.version);
        if (!changed) continue;
        await news.announce(changed);
        await hurry(changed);
        return toTask(sealer, changed);
      }
      throw fail('version_conflict');
    },
    cancel: async (identity, taskId) => {
      const { workspaceId } = await need(identity, taskId);
      const change = {
        status: 'cancelled',
        endedAt: now().toISOString(),
        errand: 'cancel',
        sealedInputs: null,
      } as const;
      const changed = await store.change(workspaceId, taskId, change);
      if (!changed) throw fail('mcp_task_over', { taskId });
      await news.announce(changed);
      await hurry(changed);
      return toTask(sealer, changed);
    },
  };
};

/** Throws `validation_error` for an answer to what was not asked, or was answered already. */
const withAnswers = (inputs: TaskInputs, answers: Readonly<Record<string, Record<string, unknown>>>): TaskInputs => {
  const answered = { ...inputs };
  for (const [key, answer] of Object.entries(answers)) {
    const input = Object.hasOwn(inputs, key) ? inputs[key] : undefined;
    if (input?.answer !== null) {
      const issue = { path: `body.inputResponses.${key}`, message: 'is no open question of this task' };
      throw fail('validation_error', { issues: [issue] });
    }
    answered[key] = { ...input, answer };
  }
  return answered;
};
