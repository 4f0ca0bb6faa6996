import { CancellationScope } from '@temporalio/workflow';

/** What takes back what was done. Push before a step that can half-succeed. */
export const undoStack = () => {
  const undos: (() => Promise<unknown>)[] = [];
  return {
    push: (undo: () => Promise<unknown>): void => void undos.push(undo),
    /** Newest first, also when the workflow was cancelled. One that fails for good does not keep the others; answers what failed. */
    run: (): Promise<unknown[]> =>
      CancellationScope.nonCancellable(async () => {
        const failures: unknown[] = [];
        for (let undo = undos.pop(); undo; undo = undos.pop())
          await undo().catch((error: unknown) => failures.push(error));
        return failures;
      }),
  };
};
