import { isObject } from '../../../contracts/kernel/is-object.ts';
import { ownServerNames } from '../../../contracts/mcp-server-source.ts';
import type { McpRequestLog } from '../gateway.ts';
import type { RequestLog } from '../request-log/create-request-log.ts';
import type { JsonObject } from '../upstream.ts';
import { unfinishedOf } from './task-piece.ts';

/** The request log as the gateway of durable calls writes it: its entries name their task. */
export interface TaskLog extends McpRequestLog {
  /** Entries of this correlation belong to the task until it is disposed; beside its call stands what its caller said. */
  of(correlationId: string, taskId: string, context?: JsonObject): Disposable;
}

const ownNames: ReadonlySet<string> = new Set(ownServerNames);

/** Of our own tools alone: another server that says so would keep its calls out of the log. */
const isPiece = ({ serverName, result }: { serverName: string | null; result: unknown }): boolean =>
  serverName !== null && ownNames.has(serverName) && isObject(result) && unfinishedOf(result) !== null;

export const taskLog = (log: Pick<RequestLog, 'write' | 'noteContext'>): TaskLog => {
  const tasks = new Map<string, { readonly taskId: string; readonly context: JsonObject | undefined }>();
  return {
    of: (correlationId, taskId, context) => {
      const task = { taskId, context };
      tasks.set(correlationId, task);
      return {
        [Symbol.dispose]: () => {
          if (tasks.get(correlationId) === task) tasks.delete(correlationId);
        },
      };
    },
    write: (entry) => {
      const { taskId = null, context } = tasks.get(entry.correlationId) ?? {};
      // A call that is left to its keeper, to another worker or to its next piece goes on: it is logged when it is over.
      const goesOn = entry.outcome === 'cancelled' || isPiece(entry);
      if (taskId !== null && goesOn) return;
      if (context) log.noteContext(entry.correlationId, context);
      log.write({ ...entry, taskId });
    },
  };
};
