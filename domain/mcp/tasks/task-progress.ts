import type { JsonObject, McpProgress } from '../upstream.ts';
import { messagesOf, withMessage } from './task-messages.ts';
import type { JsonSealer, TaskChange, TaskRecord } from './task-store.ts';

/** What a tool says on the way is written so often at most: it goes through the database to whoever watches. */
const everyMs = 500;

export interface TaskProgress extends Disposable {
  note(progress: McpProgress): void;
  /** Params of a `notifications/message`. */
  say(params: JsonObject): void;
  /** Resolves when everything that was said is written. */
  end(): Promise<void>;
}

/** Writes the newest progress and messages down, now and then, one write at a time. A write that fails is made up for by the next. */
export const taskProgress = (
  sealer: JsonSealer,
  task: Pick<TaskRecord, 'sealedMessages'>,
  write: (change: TaskChange) => Promise<unknown>,
): TaskProgress => {
  let messages = messagesOf(sealer, task);
  let hasSaid = false;
  let newest: McpProgress | null = null;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  let isOver = false;
  const flush = (): Promise<unknown> => {
    const change = {
      ...(newest && {
        progress: { progress: newest.progress, total: newest.total ?? null, message: newest.message ?? null },
      }),
      ...(hasSaid && { sealedMessages: sealer.sealText(messages) }),
    };
    newest = null;
    hasSaid = false;
    return (writing = writing.then(() => write(change)).catch(() => undefined));
  };
  const flushIn = (ms: number): void => {
    timer ??= setTimeout(async () => {
      await flush();
      timer = undefined;
      if (!isOver && (newest || hasSaid)) flushIn(everyMs);
    }, ms);
  };
  return {
    note: (progress) => {
      newest = progress;
      flushIn(everyMs / 5);
    },
    say: (params) => {
      messages = withMessage(messages, params);
      hasSaid = true;
      flushIn(everyMs / 5);
    },
    end: async () => {
      isOver = true;
      clearTimeout(timer);
      await (hasSaid ? flush() : writing);
    },
    [Symbol.dispose]: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
};
