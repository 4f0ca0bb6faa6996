import { CancellationScope } from '@temporalio/workflow';

/** What takes back what was done. Push before a step that can half-succeed. */
export const undoStack = () => {
  const undos: (() => Promise<unknown>)[] = [];
  return {
    push: (undo: () => Promise<unknown>): void => void undos.push(undo),
    /** Newest first, also when the workflow was cancelled. */
    run: (): Promise<void> =>
      CancellationScope.nonCancellable(async () => {
        for (let undo = undos.pop(); undo; undo = undos.pop()) await undo();
      }),
  };
};
