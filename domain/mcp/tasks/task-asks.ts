import { fail } from '../../../contracts/kernel/fail.ts';
import type { JsonObject } from '../upstream.ts';
import { findInput, inputsOf, nextInputKey, sealInputs } from './task-inputs.ts';
import type { TaskNews } from './task-news.ts';
import { isOver, type JsonSealer, type TaskRecord, type TaskStore } from './task-store.ts';

interface TaskAsksDeps {
  readonly store: TaskStore;
  readonly sealer: JsonSealer;
  readonly news: TaskNews;
  readonly pollMs?: number;
}

type Ask = (method: string, params: JsonObject, signal: AbortSignal) => Promise<JsonObject>;

const maxRaces = 20;
const maxOpen = 32;

/**
 * Answers what the server asks during a call. A question is kept in the task until its owner answers, which may be days
 * later: with `leave` the call is left to its keeper meanwhile, without it the answer is waited for here.
 */
export const taskAsks = (deps: TaskAsksDeps, task: TaskRecord, leave: (() => void) | null): Ask => {
  const { store, sealer, news, pollMs = 1_000 } = deps;
  const { workspaceId, id } = task;

  /** An answer that was given before, taken so that it is handed over once; or the question is there for its owner. */
  const askOrTake = async (method: string, params: JsonObject): Promise<JsonObject | null> => {
    for (let race = 0; race < maxRaces; race += 1) {
      const record = await store.find(workspaceId, id);
      if (!record || isOver(record)) throw fail('mcp_task_over', { taskId: id });
      const inputs = inputsOf(sealer, record);
      const key = findInput(inputs, method, params);
      const known = key === undefined ? undefined : inputs[key];
      if (known?.answer === null) return null;
      if (key !== undefined && known) {
        const { [key]: _taken, ...rest } = inputs;
        const taken = await store.change(workspaceId, id, { sealedInputs: sealInputs(sealer, rest) }, record.version);
        if (taken) return known.answer;
        continue;
      }
      if (Object.keys(inputs).length >= maxOpen)
        throw fail('mcp_bad_output', { name: task.serverName, reason: 'it asks too much' });
      const asked = { ...inputs, [nextInputKey(inputs, record.version)]: { method, params, answer: null } };
      const change = { status: 'input_required', sealedInputs: sealInputs(sealer, asked) } as const;
      const changed = await store.change(workspaceId, id, change, record.version);
      if (!changed) continue;
      await news.announce(changed);
      return null;
    }
    throw fail('version_conflict');
  };

  return async (method, params, signal) => {
    for (;;) {
      const answer = await askOrTake(method, params);
      if (answer) return answer;
      if (leave) {
        leave();
        // The call goes on without this process: nobody here answers the question.
        return await new Promise<never>(() => undefined);
      }
      await pause(pollMs, signal);
    }
  };
};

/** Rejects when the signal aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  signal.throwIfAborted();
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const wake = (): void => resolve();
  signal.addEventListener('abort', wake);
  await promise;
  clearTimeout(timer);
  // A task waits for days on the same signal.
  signal.removeEventListener('abort', wake);
  signal.throwIfAborted();
};
