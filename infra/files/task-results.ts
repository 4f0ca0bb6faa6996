import type { BlobStore } from '../../domain/blob-store.ts';
import type { TaskRecord, TaskResults } from '../../domain/mcp/tasks/task-store.ts';

const folderOf = ({ workspaceId, id }: Pick<TaskRecord, 'workspaceId' | 'id'>): string =>
  `${workspaceId}/mcp-tasks/${id}`;

/** Results of durable calls beside the other files. */
export const createTaskResults = (blobs: BlobStore): TaskResults => ({
  put: (task, sealed) => blobs.put(`${folderOf(task)}/result`, sealed),
  get: (task) => blobs.get(`${folderOf(task)}/result`),
  remove: (task) => blobs.removeFolder(folderOf(task)),
});
