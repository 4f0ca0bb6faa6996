import type { EventBus } from '../../events/event-log.ts';
import type { TaskRecord } from './task-store.ts';

/** The record now and after each event of the task; events may be lost, so it is also read again now and then. */
export async function* watchTask(
  { bus, pollMs = 2_000 }: { bus: Pick<EventBus, 'subscribe'>; pollMs?: number },
  read: () => Promise<TaskRecord>,
  taskId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<TaskRecord> {
  let wake = (): void => undefined;
  let hasNews = false;
  const unsubscribe = bus.subscribe(({ event }) => {
    if (event.session_id !== `task:${taskId}`) return;
    hasNews = true;
    wake();
  });
  const abort = (): void => wake();
  signal?.addEventListener('abort', abort);
  try {
    for (;;) {
      signal?.throwIfAborted();
      hasNews = false;
      yield await read();
      if (hasNews) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', abort);
  }
}
