import { DocumentId } from '../contracts/documents.ts';
import { errorTable } from '../contracts/errors.ts';
import { CallError } from '../contracts/kernel/client.ts';
import { Failure } from '../contracts/kernel/fail.ts';
import type { TaskRecord } from '../domain/mcp/tasks/task-store.ts';

export interface StopReadingDeps<Task> {
  /** By the API, in the name of the task's owner: the reading ends at once. */
  readonly cancelAsOwner: (record: Task, documentId: string) => Promise<unknown>;
  /** By the document's record alone: its reading ends with its next step. */
  readonly cancelRecord: (workspaceId: string, documentId: string) => Promise<unknown>;
}

/**
 * Cancels the document that a task put in line; also of an owner who may not come in any more, as they asked for it while
 * they might. A quote that a person decides is nobody's to stop.
 */
export const stopReading =
  <Task extends Pick<TaskRecord, 'workspaceId' | 'worksOn'>>({ cancelAsOwner, cancelRecord }: StopReadingDeps<Task>) =>
  async (record: Task): Promise<void> => {
    const document = DocumentId.safeParse(record.worksOn);
    if (!document.success) return;
    try {
      await cancelAsOwner(record, document.data).catch(async (error: unknown) => {
        if (!refusedStatuses.has(statusOf(error))) throw error;
        await cancelRecord(record.workspaceId, document.data);
      });
    } catch (error) {
      if (!overStatuses.has(statusOf(error))) throw error;
    }
  };

const refusedStatuses: ReadonlySet<number | null> = new Set([401, 403]);
/** It is read already, or was deleted. */
const overStatuses: ReadonlySet<number | null> = new Set([404, 409]);

const statusOf = (error: unknown): number | null => {
  if (error instanceof CallError) return error.status;
  return error instanceof Failure ? errorTable[error.code].status : null;
};
