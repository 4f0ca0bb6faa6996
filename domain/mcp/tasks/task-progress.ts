import type { McpProgress } from '../upstream.ts';
import type { TaskRecord } from './task-store.ts';

/** Progress is written so often at most: it goes through the database to whoever watches. */
const everyMs = 500;

/** Writes the newest progress down, now and then, one write at a time. A write that fails is made up for by the next. */
export const taskProgress = (
  write: (progress: TaskRecord['progress']) => Promise<unknown>,
): { note: (progress: McpProgress) => void } & Disposable => {
  let newest: McpProgress | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const flush = async (): Promise<void> => {
    const seen = newest;
    newest = null;
    if (seen)
      await write({ progress: seen.progress, total: seen.total ?? null, message: seen.message ?? null }).catch(
        () => undefined,
      );
    timer = isOver || newest === null ? undefined : setTimeout(() => void flush(), everyMs);
  };
  return {
    note: (progress) => {
      newest = progress;
      timer ??= setTimeout(() => void flush(), everyMs / 5);
    },
    [Symbol.dispose]: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
};
