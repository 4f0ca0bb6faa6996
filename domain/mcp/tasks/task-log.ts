import { isObject } from '../../../contracts/kernel/is-object.ts';
import { ownServerNames } from '../../../contracts/mcp-server-source.ts';
import type { McpRequestLog } from '../gateway.ts';
import { unfinishedOf } from './task-piece.ts';

/** The request log as the gateway of durable calls writes it: its entries name their task. */
export interface TaskLog extends McpRequestLog {
  /** Entries of this correlation belong to the task until it is disposed. */
  of(correlationId: string, taskId: string): Disposable;
}

const ownNames: ReadonlySet<string> = new Set(ownServerNames);

/** Of our own tools alone: another server that says so would keep its calls out of the log. */
const isPiece = ({ serverName, result }: { serverName: string | null; result: unknown }): boolean =>
  serverName !== null && ownNames.has(serverName) && isObject(result) && unfinishedOf(result) !== null;

export const taskLog = (log: McpRequestLog): TaskLog => {
  const tasks = new Map<string, string>();
  return {
    of: (correlationId, taskId) => {
      tasks.set(correlationId, taskId);
      return {
        [Symbol.dispose]: () => {
          if (tasks.get(correlationId) === taskId) tasks.delete(correlationId);
        },
      };
    },
    write: (entry) => {
      const taskId = tasks.get(entry.correlationId) ?? null;
      // A call that is left to its keeper, to another worker or to its next piece goes on: it is logged when it is over.
      const goesOn = entry.outcome === 'cancelled' || isPiece(entry);
      if (taskId === null || !goesOn) log.write({ ...entry, taskId });
    },
  };
};
